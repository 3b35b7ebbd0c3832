-- Sessions in the console that began under an older version end: the password was changed, or the user shut out.
ALTER TABLE console_users
    ADD COLUMN version BIGINT NOT NULL DEFAULT 0,
    ADD COLUMN last_signed_in_at TIMESTAMPTZ;

-- Nobody is to be taken for somebody else because of a capital letter.
CREATE UNIQUE INDEX console_users_any_case ON console_users (lower(username));

CREATE FUNCTION raise_console_user_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.version := OLD.version + 1;
    RETURN NEW;
END $$;

-- By a trigger, so that whoever writes a password ends the sessions.
CREATE TRIGGER console_users_raise_version
    BEFORE UPDATE ON console_users
    FOR EACH ROW WHEN (OLD.password IS DISTINCT FROM NEW.password OR OLD.enabled AND NOT NEW.enabled)
    EXECUTE FUNCTION raise_console_user_version();

-- Failed sign-ins since the first of a row, until when they count. Without username: of anybody from the address;
-- without address: of the name from anywhere.
CREATE TABLE sign_in_failures (
    username VARCHAR(64) NOT NULL,
    address  VARCHAR(64) NOT NULL,
    failures INT         NOT NULL,
    until    TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (username, address)
);

CREATE INDEX sign_in_failures_until ON sign_in_failures (until);

-- The audit page: the newest first, of all, of a user, of an act.
CREATE INDEX audit_log_at ON audit_log (at, id);
CREATE INDEX audit_log_username ON audit_log (username, at, id);
CREATE INDEX audit_log_act ON audit_log (act, at, id);
