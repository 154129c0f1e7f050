-- Searches that were kept, in the order in which they were kept first.

CREATE TABLE saved_search (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    name  TEXT NOT NULL UNIQUE,
    query TEXT NOT NULL -- as typed
) STRICT;
