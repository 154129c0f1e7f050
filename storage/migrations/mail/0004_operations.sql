-- Operations of all kinds, messages and folders that exist only here, and what was undone because a server refused it.

ALTER TABLE folder ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0; -- 1: deleted here, or the place of deleted messages

-- uid is -id as long as the server has not told the message's UID in its folder.
ALTER TABLE message ADD COLUMN local INTEGER NOT NULL DEFAULT 0; -- 1: no server has ever had it
CREATE INDEX message_unplaced ON message (folder, message_id) WHERE uid < 0;

ALTER TABLE operation ADD COLUMN target INTEGER NOT NULL DEFAULT 0;         -- folder.id; of create-folder and rename-folder the parent
ALTER TABLE operation ADD COLUMN name TEXT NOT NULL DEFAULT '';             -- of create-folder and rename-folder
ALTER TABLE operation ADD COLUMN before TEXT NOT NULL DEFAULT '';           -- folder.path before rename-folder
ALTER TABLE operation ADD COLUMN due INTEGER NOT NULL DEFAULT 0;
ALTER TABLE operation ADD COLUMN begun INTEGER NOT NULL DEFAULT 0;          -- 1: the next two count
ALTER TABLE operation ADD COLUMN begun_validity INTEGER NOT NULL DEFAULT 0; -- of the target
ALTER TABLE operation ADD COLUMN begun_next INTEGER NOT NULL DEFAULT 0;
ALTER TABLE operation ADD COLUMN newest INTEGER NOT NULL DEFAULT 0;         -- the last message.id when it was queued
ALTER TABLE operation ADD COLUMN undone INTEGER NOT NULL DEFAULT 0;         -- 1: its opposite is queued
CREATE INDEX operation_account ON operation (account);
CREATE INDEX operation_target ON operation (target) WHERE target <> 0;

CREATE TABLE operation_item (
    operation    INTEGER NOT NULL REFERENCES operation (id) ON DELETE CASCADE,
    message      INTEGER NOT NULL REFERENCES message (id) ON DELETE CASCADE,
    position     INTEGER NOT NULL,           -- in the order the person gave
    uid          INTEGER NOT NULL DEFAULT 0, -- in operation.folder; 0: the server has not told
    flags_before INTEGER NOT NULL DEFAULT 0, -- what was shown
    result       INTEGER NOT NULL DEFAULT 0, -- of copy: message.id of the copy
    gone         INTEGER NOT NULL DEFAULT 0, -- 1: the server had removed it from operation.folder
    PRIMARY KEY (operation, message)
) STRICT, WITHOUT ROWID;
INSERT INTO operation_item (operation, message, position, uid, flags_before)
    SELECT om.operation, om.message, om.message, m.uid, m.server_flags FROM operation_message om JOIN message m ON m.id = om.message;
DROP TABLE operation_message;
ALTER TABLE operation_item RENAME TO operation_message;
CREATE INDEX operation_message_message ON operation_message (message);
CREATE INDEX operation_message_result ON operation_message (result) WHERE result <> 0;

-- What takes an operation back that the server has carried out.
CREATE TABLE history (
    id       INTEGER PRIMARY KEY, -- operation.id
    account  INTEGER NOT NULL,
    done     INTEGER NOT NULL,
    opposite TEXT    NOT NULL     -- JSON
) STRICT;
CREATE INDEX history_account ON history (account, id);

CREATE TABLE conflict (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    account  INTEGER NOT NULL,
    noted    INTEGER NOT NULL,
    kind     TEXT    NOT NULL, -- operation.kind
    folder   TEXT    NOT NULL, -- its path
    target   TEXT    NOT NULL,
    messages INTEGER NOT NULL, -- how many were put back
    code     TEXT    NOT NULL,
    reply    TEXT    NOT NULL  -- the server's
) STRICT;
CREATE INDEX conflict_account ON conflict (account, id);

-- Messages that are stored at most once.
CREATE TABLE kept (
    account   INTEGER NOT NULL,
    key       TEXT    NOT NULL,
    message   INTEGER NOT NULL,
    operation INTEGER NOT NULL,
    PRIMARY KEY (key, account)
) STRICT, WITHOUT ROWID;

-- People seen in messages, for completing addresses.
CREATE TABLE person (
    account INTEGER NOT NULL,
    address TEXT    NOT NULL,           -- local@domain in small letters
    name    TEXT    NOT NULL,
    local   TEXT    NOT NULL,
    domain  TEXT    NOT NULL,
    seen    INTEGER NOT NULL,           -- time of the newest message with it
    written INTEGER NOT NULL DEFAULT 0, -- time of the newest message that was sent to it
    PRIMARY KEY (account, address)
) STRICT, WITHOUT ROWID;

-- What a person may be looked for by, in small letters: the address, and the name from each of its words on.
CREATE TABLE person_word (
    word    TEXT    NOT NULL,
    account INTEGER NOT NULL,
    address TEXT    NOT NULL,
    PRIMARY KEY (word, account, address)
) STRICT, WITHOUT ROWID;
