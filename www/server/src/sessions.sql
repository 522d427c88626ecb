-- In the demo's database, and in the one before an upstream. Tokens are kept as SHA-256.
CREATE TABLE sessions (
    seq     INTEGER PRIMARY KEY AUTOINCREMENT,
    hash    TEXT NOT NULL UNIQUE,
    user_id TEXT NOT NULL,
    name    TEXT NOT NULL,
    expires INTEGER NOT NULL  -- seconds since 1970
) STRICT;
