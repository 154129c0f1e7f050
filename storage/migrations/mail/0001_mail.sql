-- A copy of what servers hold; it can be built again. Times are unix milliseconds, UTC; 0 is "none".

CREATE TABLE meta (
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE folder (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    account     INTEGER NOT NULL,           -- account.id of the profile file
    wire        BLOB    NOT NULL,           -- the server's bytes, which need not be valid UTF-8
    path        TEXT    NOT NULL,
    delimiter   TEXT    NOT NULL,
    role        TEXT    NOT NULL,
    selectable  INTEGER NOT NULL,
    position    INTEGER NOT NULL,           -- place in the server's list
    total       INTEGER NOT NULL DEFAULT 0, -- rows of message; kept by the transactions that change them
    unread      INTEGER NOT NULL DEFAULT 0, -- of these without \Seen
    uidvalidity INTEGER NOT NULL DEFAULT 0,
    uidnext     INTEGER NOT NULL DEFAULT 0,
    modseq      INTEGER NOT NULL DEFAULT 0,
    remote      INTEGER NOT NULL DEFAULT 0, -- the server's count at the last pull
    checked     INTEGER NOT NULL DEFAULT 0,
    UNIQUE (account, wire)
) STRICT;

CREATE TABLE message (
    id           INTEGER PRIMARY KEY AUTOINCREMENT, -- never reused: bodies refer to it from another file
    folder       INTEGER NOT NULL REFERENCES folder (id) ON DELETE CASCADE,
    uid          INTEGER NOT NULL,
    flags        INTEGER NOT NULL, -- what is shown: server_flags with the pending operations applied
    server_flags INTEGER NOT NULL, -- what the server was last known to have
    has_body     INTEGER NOT NULL DEFAULT 0,
    attachment   INTEGER NOT NULL,
    size         INTEGER NOT NULL,
    time         INTEGER NOT NULL, -- mail.Message.When: orders the list
    received     INTEGER NOT NULL,
    date         INTEGER NOT NULL,
    from_name    TEXT    NOT NULL,
    from_local   TEXT    NOT NULL,
    from_domain  TEXT    NOT NULL,
    subject      TEXT    NOT NULL,
    preview      TEXT    NOT NULL DEFAULT '',
    message_id   TEXT    NOT NULL,
    envelope     TEXT    NOT NULL  -- the other header fields as JSON; '' when there are none
) STRICT;
CREATE UNIQUE INDEX message_uid ON message (folder, uid);
CREATE INDEX message_list ON message (folder, time DESC, id DESC);
CREATE INDEX message_bodyless ON message (folder, time DESC, id DESC) WHERE has_body = 0;

CREATE TABLE operation (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    account      INTEGER NOT NULL,
    folder       INTEGER NOT NULL REFERENCES folder (id) ON DELETE CASCADE,
    kind         TEXT    NOT NULL,
    add_flags    INTEGER NOT NULL,
    remove_flags INTEGER NOT NULL,
    created      INTEGER NOT NULL,
    attempts     INTEGER NOT NULL DEFAULT 0,
    code         TEXT    NOT NULL DEFAULT '' -- of the last failure
) STRICT;
CREATE INDEX operation_folder ON operation (folder);

CREATE TABLE operation_message (
    operation INTEGER NOT NULL REFERENCES operation (id) ON DELETE CASCADE,
    message   INTEGER NOT NULL REFERENCES message (id) ON DELETE CASCADE,
    PRIMARY KEY (operation, message)
) STRICT, WITHOUT ROWID;
CREATE INDEX operation_message_message ON operation_message (message);

CREATE TABLE skipped (
    folder INTEGER NOT NULL REFERENCES folder (id) ON DELETE CASCADE,
    uid    INTEGER NOT NULL,
    reason TEXT    NOT NULL,
    noted  INTEGER NOT NULL,
    PRIMARY KEY (folder, uid)
) STRICT, WITHOUT ROWID;
