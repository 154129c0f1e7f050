-- The order, color and fate of accounts, as the person wants them.

ALTER TABLE account ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN color INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN archived INTEGER NOT NULL DEFAULT 0; -- 1: unbound, its mail was kept
UPDATE account SET position = id;
