-- What is trusted beside the authorities of the computer. Times are unix milliseconds, UTC.

CREATE TABLE pin (
    host     TEXT    NOT NULL, -- ASCII, small letters
    port     INTEGER NOT NULL,
    sha256   BLOB    NOT NULL, -- of the certificate
    key      BLOB    NOT NULL, -- SHA-256 of its SubjectPublicKeyInfo
    der      BLOB    NOT NULL,
    accepted INTEGER NOT NULL,
    until    INTEGER NOT NULL,
    PRIMARY KEY (host, port)
) STRICT;

CREATE TABLE authority (
    host   TEXT    NOT NULL,
    sha256 BLOB    NOT NULL,
    der    BLOB    NOT NULL,
    added  INTEGER NOT NULL,
    PRIMARY KEY (host, sha256)
) STRICT;
