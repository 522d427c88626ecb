-- Version 1, before an upstream: deletions made, so that a repeated one can be told from a stranger's.
CREATE TABLE deletions (
    hash TEXT PRIMARY KEY  -- SHA-256 of person and nominee
) STRICT;
