-- What a server calls a message that it shows in several folders, so that its bytes are fetched and stored once. It is
-- a help only: a message without a row is fetched.

CREATE TABLE twin (
    message INTEGER PRIMARY KEY, -- message.id of the mail file
    account INTEGER NOT NULL,
    name    INTEGER NOT NULL     -- the same for all twins of an account
) STRICT;
CREATE INDEX twin_name ON twin (account, name);
