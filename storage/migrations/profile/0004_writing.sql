-- Messages being written, with their files, and what is known of the messages on their way.

ALTER TABLE draft ADD COLUMN message_id TEXT NOT NULL DEFAULT '';
ALTER TABLE draft ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
ALTER TABLE draft ADD COLUMN copy INTEGER NOT NULL DEFAULT 0;    -- message.id of the mail file
ALTER TABLE draft ADD COLUMN copy_of INTEGER NOT NULL DEFAULT 0; -- the revision that the copy shows
ALTER TABLE draft ADD COLUMN content TEXT NOT NULL DEFAULT '';   -- JSON; '' when raw has a message of an older version

CREATE TABLE draft_file (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    draft      INTEGER NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
    name       TEXT    NOT NULL,
    media_type TEXT    NOT NULL,
    size       INTEGER NOT NULL, -- bytes
    file       TEXT    NOT NULL  -- name under drafts/
) STRICT;
CREATE INDEX draft_file_draft ON draft_file (draft);

ALTER TABLE outbox ADD COLUMN created INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN due INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN size INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN envelope TEXT NOT NULL DEFAULT '{}'; -- JSON: who it goes to and why it was written
ALTER TABLE outbox ADD COLUMN outcome TEXT NOT NULL DEFAULT '{}';  -- JSON: how the last attempt ended
UPDATE outbox SET created = changed, size = length(raw);
UPDATE outbox SET state = 'unknown' WHERE state = 'sending'; -- it did not say yet whether the last byte had left
