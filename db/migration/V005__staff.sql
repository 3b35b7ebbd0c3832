-- The acts of staff and programs, and the checks of the data.

-- Who did what. subject is, depending on the act, a booking's code, a customer's id or a user's name. No foreign keys: the log
-- outlives the rows that it names. details never contain a phone number or a message.
CREATE TABLE audit_log (
    id       BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at       TIMESTAMPTZ  NOT NULL,
    username VARCHAR(64)  NOT NULL,
    act      VARCHAR(40)  NOT NULL,
    salon_id UUID,
    subject  VARCHAR(140),
    details  JSONB        NOT NULL DEFAULT '{}'
);

CREATE INDEX audit_log_subject ON audit_log (subject, id);
CREATE INDEX audit_log_salon ON audit_log (salon_id, id);

-- The audit page, newest first: all acts, those of a user, those of one kind.
CREATE INDEX audit_log_at ON audit_log (at, id);
CREATE INDEX audit_log_username ON audit_log (username, at, id);
CREATE INDEX audit_log_act ON audit_log (act, at, id);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME;
END $$;

CREATE TRIGGER audit_log_only_added_to
    BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Runs of the integrity check. At most one is unfinished, whatever the number of nodes. night is the local date of a nightly
-- run, NULL for one that somebody started.
CREATE TABLE audit_runs (
    id          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    night       DATE UNIQUE,
    asked_by    VARCHAR(64),
    started_at  TIMESTAMPTZ NOT NULL,
    -- When the node that runs the check last showed that it lives.
    alive_at    TIMESTAMPTZ,
    finished_at TIMESTAMPTZ
);

CREATE UNIQUE INDEX audit_runs_one_at_a_time ON audit_runs ((TRUE)) WHERE finished_at IS NULL;

CREATE TABLE audit_findings (
    run_id BIGINT      NOT NULL REFERENCES audit_runs (id) ON DELETE CASCADE,
    kind   VARCHAR(40) NOT NULL,
    -- NULL: the check got no answer.
    found  BIGINT,
    PRIMARY KEY (run_id, kind)
);

-- The key under which a booking was requested, and the content of the request: the same request again is answered with the
-- same booking, and another request under the same key is refused.
CREATE TABLE request_keys (
    -- SHA-256 of the key.
    id          BYTEA PRIMARY KEY,
    salon_id    UUID NOT NULL REFERENCES salons (id),
    booking_id  UUID NOT NULL REFERENCES bookings (id) ON DELETE CASCADE,
    -- SHA-256 of the request. NULL: the customer was erased, and a phone number could be guessed from it.
    fingerprint BYTEA,
    CONSTRAINT request_keys_id CHECK (octet_length(id) = 32),
    CONSTRAINT request_keys_fingerprint CHECK (octet_length(fingerprint) = 32)
);

CREATE INDEX request_keys_booking ON request_keys (booking_id);
