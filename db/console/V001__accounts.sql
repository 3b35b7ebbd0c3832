-- The users of the console, their logins and their failed sign-ins. The console's migrations run after those of the library.

-- The roles VIEWER and STAFF have the salons that console_user_salons lists for them; SUPPORT and ADMIN have all.
CREATE TABLE console_users (
    username          VARCHAR(64) PRIMARY KEY,
    password          VARCHAR(200) NOT NULL,
    role              VARCHAR(10)  NOT NULL DEFAULT 'VIEWER' CHECK (role IN ('VIEWER', 'STAFF', 'SUPPORT', 'ADMIN')),
    enabled           BOOLEAN      NOT NULL DEFAULT TRUE,
    -- Logins that began under an older version end: the password was changed, or the user was disabled.
    version           BIGINT       NOT NULL DEFAULT 0,
    last_signed_in_at TIMESTAMPTZ,
    created_at        TIMESTAMPTZ  NOT NULL DEFAULT now(),
    updated_at        TIMESTAMPTZ  NOT NULL DEFAULT now()
);

-- No user may be mistaken for another because of a capital letter.
CREATE UNIQUE INDEX console_users_any_case ON console_users (lower(username));

CREATE FUNCTION raise_console_user_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.version := OLD.version + 1;
    RETURN NEW;
END $$;

-- A trigger, so that a changed password ends the logins whichever program writes it.
CREATE TRIGGER console_users_raise_version
    BEFORE UPDATE ON console_users
    FOR EACH ROW WHEN (OLD.password IS DISTINCT FROM NEW.password OR OLD.enabled AND NOT NEW.enabled)
    EXECUTE FUNCTION raise_console_user_version();

CREATE TABLE console_user_salons (
    username VARCHAR(64) NOT NULL REFERENCES console_users (username) ON DELETE CASCADE,
    salon_id UUID        NOT NULL REFERENCES salons (id),
    PRIMARY KEY (username, salon_id)
);

-- The logins, which all nodes share.
CREATE TABLE console_logins (
    -- SHA-256 of the browser's cookie, so that nobody can sign in with what this table contains.
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

-- Failed sign-ins since the first of a series, and until when they count. An empty username: of anybody from the address; an
-- empty address: of the name from anywhere.
CREATE TABLE sign_in_failures (
    username VARCHAR(64) NOT NULL,
    address  VARCHAR(64) NOT NULL,
    failures INT         NOT NULL,
    until    TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (username, address)
);

CREATE INDEX sign_in_failures_until ON sign_in_failures (until);
