-- Who is signed in to the console, known to all nodes.
CREATE TABLE console_logins (
    -- SHA-256 of what the browser keeps, so that who reads this table is not signed in by it.
    id         BYTEA PRIMARY KEY,
    username   TEXT NOT NULL REFERENCES console_users (username) ON DELETE CASCADE,
    attributes BYTEA NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    seen_at    TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT console_logins_id CHECK (octet_length(id) = 32)
);

CREATE INDEX console_logins_username ON console_logins (username);
CREATE INDEX console_logins_expires_at ON console_logins (expires_at);
