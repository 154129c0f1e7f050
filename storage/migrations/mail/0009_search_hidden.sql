-- A folder that is hidden, because it is being deleted, or shown again, hides and shows its messages from search too.

CREATE TRIGGER search_hidden AFTER UPDATE OF hidden ON folder WHEN NEW.hidden <> OLD.hidden BEGIN
    INSERT INTO search_change (message) SELECT id FROM message WHERE folder = NEW.id;
END;
