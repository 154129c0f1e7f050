-- The numbers that this program gave to the messages of maildrops (POP3), which the server knows by names only. A
-- row stays when its message has left the server or this computer, so that the message is not fetched a second time
-- should it be seen again, and its number is not given to another one.

CREATE TABLE uidl (
    account INTEGER NOT NULL,
    uidl    BLOB    NOT NULL, -- the server's bytes
    uid     INTEGER NOT NULL,
    PRIMARY KEY (account, uidl)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX uidl_uid ON uidl (account, uid);
