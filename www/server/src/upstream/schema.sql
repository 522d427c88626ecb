-- Version 1, before an upstream: beside the sessions only what tells a repeated deletion from a stranger's.
CREATE TABLE deletions (
    hash TEXT PRIMARY KEY  -- SHA-256 of person and nominee
) STRICT;
