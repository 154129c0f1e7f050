-- What kind of refusal it was.

ALTER TABLE conflict ADD COLUMN class TEXT NOT NULL DEFAULT '';
