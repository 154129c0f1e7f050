-- Whether a message of a maildrop has been stored. One that has, and is not here any more, was removed by the person,
-- and is not fetched again although the server still has it.

ALTER TABLE uidl ADD COLUMN collected INTEGER NOT NULL DEFAULT 0;
UPDATE uidl SET collected = 1 WHERE EXISTS
    (SELECT 1 FROM message JOIN folder ON folder.id = message.folder WHERE folder.account = uidl.account AND message.uid = uidl.uid);
CREATE INDEX uidl_uncollected ON uidl (account, uid) WHERE collected = 0;
