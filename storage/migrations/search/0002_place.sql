-- Pages have the documents of terms; the places in them, on pages of the same number, are read only for words that have
-- to stand together. Everything is made anew.

DELETE FROM meta;
DELETE FROM segment;
DELETE FROM page;
DELETE FROM text;
DELETE FROM dead;

CREATE TABLE place (
    id   INTEGER PRIMARY KEY, -- page.id
    data BLOB    NOT NULL
) STRICT;

-- What the compression of texts has learned.
CREATE TABLE dictionary (
    id   INTEGER PRIMARY KEY,
    data BLOB    NOT NULL
) STRICT;
