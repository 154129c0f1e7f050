-- What cannot be fetched from a server again. Times are unix milliseconds, UTC.

CREATE TABLE account (
    id         INTEGER PRIMARY KEY AUTOINCREMENT, -- never reused: the cache refers to it from another file
    address    TEXT    NOT NULL UNIQUE,           -- lower-case addr-spec
    name       TEXT    NOT NULL,
    local      TEXT    NOT NULL,
    domain     TEXT    NOT NULL,
    label      TEXT    NOT NULL,
    provider   TEXT    NOT NULL,
    incoming   TEXT    NOT NULL,                  -- JSON of mail.Server
    outgoing   TEXT    NOT NULL,
    bound      INTEGER NOT NULL
) STRICT;

CREATE TABLE secret (
    account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    kind    TEXT    NOT NULL,
    sealed  BLOB    NOT NULL,
    PRIMARY KEY (account, kind)
) STRICT;

CREATE TABLE setting (
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE draft (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    changed INTEGER NOT NULL,
    raw     BLOB    NOT NULL
) STRICT;
CREATE INDEX draft_account ON draft (account);

CREATE TABLE outbox (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    account    INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    message_id TEXT    NOT NULL,
    state      TEXT    NOT NULL,
    attempts   INTEGER NOT NULL,
    changed    INTEGER NOT NULL,
    raw        BLOB    NOT NULL
) STRICT;
CREATE INDEX outbox_account ON outbox (account);
