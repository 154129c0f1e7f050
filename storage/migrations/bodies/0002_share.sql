-- Messages whose bytes are those of another one. The owner's row stays as long as anybody uses it.

CREATE TABLE share (
    message INTEGER PRIMARY KEY,
    owner   INTEGER NOT NULL -- body.message
) STRICT;
CREATE INDEX share_owner ON share (owner);
