-- Who may do what in the console. VIEWER and STAFF have the salons listed for them, SUPPORT and ADMIN all.
ALTER TABLE console_users
    ADD COLUMN role VARCHAR(10) NOT NULL DEFAULT 'VIEWER' CHECK (role IN ('VIEWER', 'STAFF', 'SUPPORT', 'ADMIN'));

-- Until now everybody was an administrator, and there was nobody but admin.
UPDATE console_users SET role = 'ADMIN';

CREATE TABLE console_user_salons (
    username VARCHAR(64) NOT NULL REFERENCES console_users (username) ON DELETE CASCADE,
    salon_id UUID        NOT NULL REFERENCES salons (id),
    PRIMARY KEY (username, salon_id)
);

-- Who did what. subject is the booking's code, the customer's id, the user's name, ..., as the act has it. No foreign keys:
-- the log outlives what it speaks of. details never hold a phone number or a message.
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

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME;
END $$;

CREATE TRIGGER audit_log_only_added_to
    BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What a member of staff saw when pressing a button, so that two do not undo each other's acts unseen.
ALTER TABLE bookings ADD COLUMN version BIGINT NOT NULL DEFAULT 0;

CREATE FUNCTION raise_booking_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.version := OLD.version + 1;
    RETURN NEW;
END $$;

CREATE TRIGGER bookings_raise_version
    BEFORE UPDATE ON bookings
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*)
    EXECUTE FUNCTION raise_booking_version();
