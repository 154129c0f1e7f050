-- What the index of search has yet to take: every change of what it knows of a message. Numbers are never used again,
-- as the index remembers up to which one it has seen.

CREATE TABLE search_change (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    message INTEGER NOT NULL -- message.id, which may be gone
) STRICT;
INSERT INTO search_change (message) SELECT id FROM message ORDER BY time; -- the last is taken first

CREATE TRIGGER search_added AFTER INSERT ON message BEGIN
    INSERT INTO search_change (message) VALUES (NEW.id);
END;
CREATE TRIGGER search_gone AFTER DELETE ON message BEGIN
    INSERT INTO search_change (message) VALUES (OLD.id);
END;
CREATE TRIGGER search_changed
    AFTER UPDATE OF folder, has_body, attachment, size, time, from_name, from_local, from_domain, subject, message_id, envelope ON message BEGIN
    INSERT INTO search_change (message) VALUES (NEW.id);
END;

CREATE INDEX message_unread ON message (id) WHERE flags & 1 = 0;
CREATE INDEX message_flagged ON message (id) WHERE flags & 4 <> 0;
