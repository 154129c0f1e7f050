-- The index of search, which can be made again from mail.db and bodies.db. Documents are numbered in the order in which
-- they were indexed; a message that changes becomes another document.

CREATE TABLE meta (
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- The terms of documents with neighbouring numbers, in order, on pages that are never changed.
CREATE TABLE segment (
    id    INTEGER PRIMARY KEY,
    first INTEGER NOT NULL, -- number of its first document
    docs  BLOB    NOT NULL, -- what is known of each document
    terms BLOB    NOT NULL  -- the first term of each page
) STRICT;

CREATE TABLE page (
    id   INTEGER PRIMARY KEY, -- segment.id * 2^32 + number
    data BLOB    NOT NULL
) STRICT;

-- What a document's words stand in, compressed, for snippets and for queries that terms cannot decide.
CREATE TABLE text (
    doc  INTEGER PRIMARY KEY,
    size INTEGER NOT NULL, -- bytes before compression
    data BLOB    NOT NULL
) STRICT;

-- Documents that segments still have and no message is.
CREATE TABLE dead (
    doc INTEGER PRIMARY KEY
) STRICT;
