-- Version 3. Text times are UTC; `seq` is the order in which records were made.

CREATE TABLE organizations (
    slug     TEXT PRIMARY KEY,
    name     TEXT NOT NULL,
    logo_url TEXT
) STRICT;

-- Keys are kept as SHA-256. A key without an organization has no tenant context.
CREATE TABLE api_keys (
    hash         TEXT PRIMARY KEY,
    scope        TEXT NOT NULL CHECK (scope IN ('consent', 'admin')),
    organization TEXT REFERENCES organizations (slug)
) STRICT;

CREATE TABLE dpo (
    id               TEXT PRIMARY KEY,
    full_name        TEXT NOT NULL,
    email            TEXT NOT NULL,
    appointment_date TEXT,
    qualifications   TEXT,
    responsibilities TEXT,
    created_at       TEXT NOT NULL,
    updated_at       TEXT NOT NULL
) STRICT;

CREATE TABLE data_elements (
    id   TEXT PRIMARY KEY,
    name TEXT NOT NULL
) STRICT;

CREATE TABLE legal_entities (
    id   TEXT PRIMARY KEY,
    name TEXT NOT NULL
) STRICT;

CREATE TABLE collection_points (
    seq          INTEGER PRIMARY KEY,
    id           TEXT NOT NULL UNIQUE,
    display_id   TEXT NOT NULL UNIQUE,
    title        TEXT NOT NULL,
    description  TEXT,
    consent_type TEXT,
    asset        TEXT,          -- JSON, as answered
    version      TEXT,
    settings     TEXT NOT NULL, -- JSON: what only the banner's detail shows
    extra        TEXT NOT NULL, -- JSON: undocumented members of the banner, as answered
    renewal      TEXT NOT NULL  -- JSON: when it asks again
) STRICT;

CREATE TABLE purposes (
    seq                 INTEGER PRIMARY KEY,
    collection_point_id TEXT NOT NULL REFERENCES collection_points (id),
    id                  TEXT NOT NULL,
    name                TEXT NOT NULL,
    description         TEXT,
    is_mandatory        INTEGER NOT NULL,
    purpose_type        TEXT NOT NULL,
    version             INTEGER NOT NULL,
    expiry_period       TEXT,
    relationships       TEXT NOT NULL,  -- JSON, as answered
    extra               TEXT NOT NULL,  -- JSON: undocumented members, as answered
    UNIQUE (collection_point_id, id)
) STRICT;

CREATE TABLE consent_log (
    seq                 INTEGER PRIMARY KEY AUTOINCREMENT,
    id                  TEXT NOT NULL UNIQUE,
    user_id             TEXT NOT NULL,
    collection_point_id TEXT NOT NULL REFERENCES collection_points (id),
    action              TEXT NOT NULL,
    purpose_consents    TEXT NOT NULL,  -- JSON: what was decided, under the names of that day
    recorded_at         TEXT NOT NULL,
    status              TEXT NOT NULL,
    request_id          TEXT NOT NULL UNIQUE,
    context             TEXT NOT NULL,  -- JSON: language, version and the like, where they were sent
    metadata            TEXT            -- JSON
) STRICT;
CREATE INDEX consent_log_person ON consent_log (user_id, collection_point_id, seq);
CREATE TRIGGER consent_log_no_update BEFORE UPDATE ON consent_log
BEGIN SELECT RAISE(ABORT, 'the consent log is append-only'); END;
CREATE TRIGGER consent_log_no_delete BEFORE DELETE ON consent_log
BEGIN SELECT RAISE(ABORT, 'the consent log is append-only'); END;

-- The person saw the banner, and nothing was recorded.
CREATE TABLE interactions (
    user_id             TEXT NOT NULL,
    collection_point_id TEXT NOT NULL REFERENCES collection_points (id),
    PRIMARY KEY (user_id, collection_point_id)
) STRICT;

-- Elsewhere the banner view is a cache that can lag behind the log: a row here is such a lag.
CREATE TABLE stale_banner_consents (
    user_id             TEXT NOT NULL,
    collection_point_id TEXT NOT NULL,
    purpose_id          TEXT NOT NULL,
    consented           TEXT NOT NULL,
    PRIMARY KEY (user_id, collection_point_id, purpose_id),
    FOREIGN KEY (collection_point_id, purpose_id) REFERENCES purposes (collection_point_id, id)
) STRICT;

CREATE TABLE grievances (
    seq            INTEGER PRIMARY KEY AUTOINCREMENT,
    id             TEXT NOT NULL UNIQUE,
    ticket_id      TEXT NOT NULL UNIQUE,
    client_user_id TEXT NOT NULL,
    user_id        TEXT,
    subject        TEXT NOT NULL,
    description    TEXT NOT NULL,
    category       TEXT NOT NULL,
    status         TEXT NOT NULL,
    attachment_url TEXT,
    created_at     TEXT NOT NULL,
    updated_at     TEXT NOT NULL
) STRICT;
CREATE INDEX grievances_person ON grievances (client_user_id, created_at, seq);

CREATE TABLE nominees (
    seq                    INTEGER PRIMARY KEY AUTOINCREMENT,
    id                     TEXT NOT NULL UNIQUE,
    client_user_id         TEXT NOT NULL,
    nominee_name           TEXT NOT NULL,
    nominee_email          TEXT NOT NULL,
    nominee_mobile         TEXT NOT NULL,
    relationship           TEXT NOT NULL,
    purpose_of_appointment TEXT,
    status                 TEXT NOT NULL,
    verified_at            TEXT,
    created_at             TEXT NOT NULL,
    updated_at             TEXT NOT NULL
) STRICT;
CREATE INDEX nominees_person ON nominees (client_user_id, created_at, seq);

-- The demo's data principals: only these can sign in.
CREATE TABLE people (
    seq     INTEGER PRIMARY KEY,
    user_id TEXT NOT NULL UNIQUE,
    name    TEXT NOT NULL,
    note    TEXT NOT NULL
) STRICT;

-- Tokens are kept as SHA-256.
CREATE TABLE sessions (
    seq     INTEGER PRIMARY KEY AUTOINCREMENT,
    hash    TEXT NOT NULL UNIQUE,
    user_id TEXT NOT NULL,
    name    TEXT NOT NULL,
    expires INTEGER NOT NULL  -- seconds since 1970
) STRICT;
