-- When somebody works beyond the week that repeats, and what a booking keeps others from.

ALTER TABLE salons
    -- How long choosing a slot keeps it; 0: not at all.
    ADD COLUMN hold_minutes INT NOT NULL DEFAULT 0 CHECK (hold_minutes BETWEEN 0 AND 15);

ALTER TABLE services
    -- Time of the master that a customer never sees and nobody else can have.
    ADD COLUMN buffer_before_minutes INT NOT NULL DEFAULT 0 CHECK (buffer_before_minutes BETWEEN 0 AND 240),
    ADD COLUMN buffer_after_minutes  INT NOT NULL DEFAULT 0 CHECK (buffer_after_minutes BETWEEN 0 AND 240);

ALTER TABLE master_services
    -- NULL: as the service says.
    ADD COLUMN minutes INT CHECK (minutes BETWEEN 1 AND 1440),
    ADD COLUMN price   BIGINT CHECK (price >= 0);

ALTER TABLE masters
    -- The local dates, both included, between which this master works here; NULL: no such bound.
    ADD COLUMN works_from  DATE,
    ADD COLUMN works_until DATE,
    ADD CONSTRAINT masters_works CHECK (works_from <= works_until);

-- Taken out of the weekly hours, of everybody in the salon or of one master.
CREATE TABLE breaks (
    id          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    salon_id    UUID     NOT NULL REFERENCES salons (id),
    master_id   UUID,
    weekday     SMALLINT NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    from_minute INT      NOT NULL CHECK (from_minute BETWEEN 0 AND 1439),
    to_minute   INT      NOT NULL CHECK (to_minute BETWEEN 1 AND 1440),
    CHECK (from_minute < to_minute),
    FOREIGN KEY (salon_id, master_id) REFERENCES masters (salon_id, id),
    CONSTRAINT breaks_no_overlap EXCLUDE USING gist (
        salon_id WITH =,
        COALESCE(master_id, salon_id) WITH =,
        weekday WITH =,
        int4range(from_minute, to_minute) WITH &&
    )
);

-- Dates that are not as their weekday says: OFF closes, OPEN opens, for the salon or one master. Of those that concern a
-- moment the last wins in the order: the salon's OFF, the salon's OPEN, the master's OFF, the master's OPEN.
CREATE TABLE special_days (
    id          UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    salon_id    UUID         NOT NULL REFERENCES salons (id),
    master_id   UUID,
    kind        VARCHAR(4)   NOT NULL CHECK (kind IN ('OFF', 'OPEN')),
    name        VARCHAR(100) NOT NULL DEFAULT '',
    -- Local dates, both included.
    from_date   DATE         NOT NULL,
    until_date  DATE         NOT NULL,
    -- Of each of the dates; 0 to 1440 is all day.
    from_minute INT          NOT NULL DEFAULT 0 CHECK (from_minute BETWEEN 0 AND 1439),
    to_minute   INT          NOT NULL DEFAULT 1440 CHECK (to_minute BETWEEN 1 AND 1440),
    -- Every year on the same day of the same month; 29 February in leap years only.
    yearly      BOOLEAN      NOT NULL DEFAULT FALSE,
    created_at  TIMESTAMPTZ  NOT NULL DEFAULT now(),
    CHECK (from_minute < to_minute),
    CHECK (from_date <= until_date AND until_date <= from_date + 730),
    CHECK (NOT yearly OR from_date = until_date),
    FOREIGN KEY (salon_id, master_id) REFERENCES masters (salon_id, id)
);

CREATE INDEX special_days_salon ON special_days (salon_id, until_date);

CREATE TRIGGER breaks_inserted AFTER INSERT ON breaks
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION touch_masters_of_rows();
CREATE TRIGGER breaks_deleted AFTER DELETE ON breaks
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION touch_masters_of_rows();
CREATE TRIGGER breaks_updated_from AFTER UPDATE ON breaks
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION touch_masters_of_rows();
CREATE TRIGGER breaks_updated_to AFTER UPDATE ON breaks
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION touch_masters_of_rows();
CREATE TRIGGER special_days_inserted AFTER INSERT ON special_days
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION touch_masters_of_rows();
CREATE TRIGGER special_days_deleted AFTER DELETE ON special_days
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION touch_masters_of_rows();
CREATE TRIGGER special_days_updated_from AFTER UPDATE ON special_days
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION touch_masters_of_rows();
CREATE TRIGGER special_days_updated_to AFTER UPDATE ON special_days
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION touch_masters_of_rows();

CREATE OR REPLACE FUNCTION touch_masters_of_services() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE masters SET updated_at = clock_timestamp()
    WHERE id IN (
        SELECT performed.master_id
        FROM changed
        JOIN before USING (id)
        JOIN master_services performed ON performed.service_id = changed.id
        WHERE (before.active, before.name, before.minutes, before.price,
               before.buffer_before_minutes, before.buffer_after_minutes)
              IS DISTINCT FROM (changed.active, changed.name, changed.minutes, changed.price,
                                changed.buffer_before_minutes, changed.buffer_after_minutes));
    RETURN NULL;
END $$;

ALTER TABLE bookings
    -- [start_ts, end_ts) and the buffers around it: what no other booking of the master may touch.
    ADD COLUMN busy_from  TIMESTAMPTZ,
    ADD COLUMN busy_until TIMESTAMPTZ,
    -- Until when a slot is kept for somebody who has not confirmed yet. A hold is a booking without a code.
    ADD COLUMN held_until TIMESTAMPTZ,
    -- Who made it for the customer; NULL: the customer.
    ADD COLUMN made_by    VARCHAR(64),
    ALTER COLUMN booking_code DROP NOT NULL;

-- No act of anybody, so pages that are open keep their version.
ALTER TABLE bookings DISABLE TRIGGER bookings_raise_version;
UPDATE bookings
SET busy_from = start_ts,
    busy_until = end_ts;
ALTER TABLE bookings ENABLE TRIGGER bookings_raise_version;

-- Whoever writes a booking without saying what it keeps busy means the visit itself; one that is moved takes its buffers along.
CREATE FUNCTION fill_busy() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.start_ts <> OLD.start_ts AND NEW.busy_from = OLD.busy_from THEN
            NEW.busy_from := NEW.start_ts - (OLD.start_ts - OLD.busy_from);
        END IF;
        IF NEW.end_ts <> OLD.end_ts AND NEW.busy_until = OLD.busy_until THEN
            NEW.busy_until := NEW.end_ts + (OLD.busy_until - OLD.end_ts);
        END IF;
    END IF;
    NEW.busy_from := COALESCE(NEW.busy_from, NEW.start_ts);
    NEW.busy_until := COALESCE(NEW.busy_until, NEW.end_ts);
    RETURN NEW;
END $$;

CREATE TRIGGER bookings_fill_busy BEFORE INSERT OR UPDATE OF start_ts, end_ts ON bookings
    FOR EACH ROW EXECUTE FUNCTION fill_busy();

ALTER TABLE bookings
    ALTER COLUMN busy_from SET NOT NULL,
    ALTER COLUMN busy_until SET NOT NULL,
    -- Four hours are the longest buffer; the bound keeps a search for overlaps short, as bookings_length does.
    ADD CONSTRAINT bookings_busy CHECK (
        busy_from BETWEEN start_ts - INTERVAL '4 hours' AND start_ts
        AND busy_until BETWEEN end_ts AND end_ts + INTERVAL '4 hours'),
    DROP CONSTRAINT bookings_status_check,
    ADD CONSTRAINT bookings_status_check CHECK (status IN ('HELD', 'CONFIRMED', 'COMPLETED', 'CANCELLED', 'NO_SHOW')),
    ADD CONSTRAINT bookings_held CHECK ((status = 'HELD') = (held_until IS NOT NULL)),
    ADD CONSTRAINT bookings_code CHECK (status = 'HELD' OR booking_code IS NOT NULL),
    DROP CONSTRAINT bookings_no_overlap,
    ADD CONSTRAINT bookings_no_overlap EXCLUDE USING gist (
        salon_id WITH =,
        master_id WITH =,
        realm WITH =,
        tstzrange(busy_from, busy_until, '[)') WITH &&
    ) WHERE (status IN ('HELD', 'CONFIRMED', 'COMPLETED'));

CREATE INDEX bookings_held_until ON bookings (held_until) WHERE status = 'HELD';

-- From the first word on: what a session has chosen so far, before there is a card.
ALTER TABLE sessions
    ADD COLUMN step VARCHAR(10) NOT NULL DEFAULT 'CARD'
               CHECK (step IN ('OFFER', 'SERVICE', 'MASTER', 'DAY', 'TIME', 'CARD')),
    ADD COLUMN day  DATE,
    ALTER COLUMN master_id DROP NOT NULL,
    ALTER COLUMN service_id DROP NOT NULL,
    ALTER COLUMN start_ts DROP NOT NULL,
    ALTER COLUMN end_ts DROP NOT NULL,
    ALTER COLUMN price DROP NOT NULL,
    DROP CONSTRAINT sessions_selection_check,
    -- 0: no card yet.
    ADD CONSTRAINT sessions_selection_check CHECK (selection >= 0),
    ADD CONSTRAINT sessions_card CHECK (
        step <> 'CARD'
        OR (selection > 0 AND master_id IS NOT NULL AND service_id IS NOT NULL AND start_ts IS NOT NULL
            AND end_ts IS NOT NULL AND price IS NOT NULL));

ALTER TABLE customers
    ADD COLUMN notes        VARCHAR(2000) NOT NULL DEFAULT '',
    -- Said stop: nothing but answers is sent.
    ADD COLUMN opted_out_at TIMESTAMPTZ,
    -- When a text of theirs was last answered with an offer.
    ADD COLUMN offered_at   TIMESTAMPTZ,
    DROP CONSTRAINT customers_check,
    -- A walk-in may be known by name alone.
    ADD CONSTRAINT customers_known CHECK (phone IS NOT NULL OR user_id IS NOT NULL OR name IS NOT NULL);
