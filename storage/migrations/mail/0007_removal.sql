-- When a message of a maildrop was first seen, and whether it was removed there because the person wants that.

ALTER TABLE uidl ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE uidl ADD COLUMN removed INTEGER NOT NULL DEFAULT 0; -- 1: the server said so
UPDATE uidl SET seen = unixepoch() * 1000;
