-- Raw messages, zstd-compressed. Exactly one of data and file is set.

CREATE TABLE meta (
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE body (
    message INTEGER PRIMARY KEY, -- message.id of the mail file
    size    INTEGER NOT NULL,    -- bytes before compression
    data    BLOB,
    file    TEXT                 -- path under bodies/, with /
) STRICT;
CREATE INDEX body_file ON body (file) WHERE file IS NOT NULL;
