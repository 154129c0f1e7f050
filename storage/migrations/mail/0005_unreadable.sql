-- What could not be read of messages, and how much of large ones is here.

DROP TABLE skipped; -- what it named is asked for again
CREATE TABLE unreadable (
    folder   INTEGER NOT NULL REFERENCES folder (id) ON DELETE CASCADE,
    uid      INTEGER NOT NULL,            -- 0: the folder itself could not be opened
    lack     TEXT    NOT NULL,            -- 'header', 'body'; '' as long as it is only suspected of breaking the connection
    code     TEXT    NOT NULL DEFAULT '', -- mail.Problem.Code
    reply    TEXT    NOT NULL DEFAULT '', -- the server's
    attempts INTEGER NOT NULL DEFAULT 0,
    noted    INTEGER NOT NULL,
    due      INTEGER NOT NULL DEFAULT 0,  -- when it is tried again
    PRIMARY KEY (folder, uid)
) STRICT, WITHOUT ROWID;

-- A note ends with its message, and when the message gets another UID.
CREATE TRIGGER unreadable_gone AFTER DELETE ON message BEGIN
    DELETE FROM unreadable WHERE folder = OLD.folder AND uid = OLD.uid;
END;
CREATE TRIGGER unreadable_moved AFTER UPDATE OF folder, uid ON message BEGIN
    DELETE FROM unreadable WHERE folder = OLD.folder AND uid = OLD.uid;
END;

-- Messages of which the first bytes are here, in a file named by the message.
CREATE TABLE partial (
    message INTEGER PRIMARY KEY REFERENCES message (id) ON DELETE CASCADE,
    have    INTEGER NOT NULL -- bytes of the file that count
) STRICT;
