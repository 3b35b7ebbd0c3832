-- The bookings. No two of one master may overlap, whichever program writes them.

CREATE TABLE bookings (
    id             UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    booking_code   VARCHAR(10) UNIQUE,
    salon_id       UUID         NOT NULL REFERENCES salons (id),
    realm          VARCHAR(10)  NOT NULL DEFAULT 'LIVE' CHECK (realm IN ('LIVE', 'SIMULATED')),
    customer_id    UUID         NOT NULL,
    customer_phone VARCHAR(20),
    customer_name  VARCHAR(100),
    service        VARCHAR(100) NOT NULL,
    service_id     UUID         NOT NULL,
    master_id      UUID         NOT NULL,
    start_ts       TIMESTAMPTZ  NOT NULL,
    end_ts         TIMESTAMPTZ  NOT NULL,
    -- [start_ts, end_ts) with the buffers around it: the time that no other booking of the master may overlap.
    busy_from      TIMESTAMPTZ  NOT NULL,
    busy_until     TIMESTAMPTZ  NOT NULL,
    -- The time that the customer was told, on the salon's clock.
    wall_start     TIMESTAMP    NOT NULL,
    wall_zone      VARCHAR(64)  NOT NULL,
    -- When the clock shows wall_start by the rules in force, if that is not start_ts. The check of wall times writes it.
    wall_ts        TIMESTAMPTZ,
    status         VARCHAR(20)  NOT NULL DEFAULT 'CONFIRMED'
                   CHECK (status IN ('HELD', 'CONFIRMED', 'COMPLETED', 'CANCELLED', 'NO_SHOW')),
    -- Until when the slot is held for a customer who has not confirmed yet. A hold is a booking without a code.
    held_until     TIMESTAMPTZ,
    price          BIGINT       NOT NULL,
    currency       CHAR(3)      NOT NULL,
    -- Names the selection that was confirmed: a second confirmation of the same card finds this booking.
    session_token  VARCHAR(64)  UNIQUE,
    -- The member of staff or the program that booked for the customer; NULL: the customer.
    made_by        VARCHAR(64),
    metadata       JSONB        NOT NULL DEFAULT '{}',
    -- The version that a page shows. A button names it, so that two members of staff do not undo each other's acts unseen.
    version        BIGINT       NOT NULL DEFAULT 0,
    created_at     TIMESTAMPTZ  NOT NULL DEFAULT now(),
    updated_at     TIMESTAMPTZ  NOT NULL DEFAULT now(),
    -- The upper bound lets a search for overlaps read a bounded range of the (master, start) index.
    CONSTRAINT bookings_length CHECK (start_ts < end_ts AND end_ts <= start_ts + INTERVAL '24 hours'),
    -- Four hours are the longest buffer. The bound keeps a search for overlaps short, as bookings_length does.
    CONSTRAINT bookings_busy CHECK (
        busy_from BETWEEN start_ts - INTERVAL '4 hours' AND start_ts
        AND busy_until BETWEEN end_ts AND end_ts + INTERVAL '4 hours'),
    CONSTRAINT bookings_held CHECK ((status = 'HELD') = (held_until IS NOT NULL)),
    CONSTRAINT bookings_code CHECK (status = 'HELD' OR booking_code IS NOT NULL),
    FOREIGN KEY (salon_id, customer_id) REFERENCES customers (salon_id, id),
    FOREIGN KEY (salon_id, master_id) REFERENCES masters (salon_id, id),
    FOREIGN KEY (salon_id, service_id) REFERENCES services (salon_id, id),
    -- The product's promise: nobody can write two bookings of one master that overlap.
    CONSTRAINT bookings_no_overlap EXCLUDE USING gist (
        salon_id WITH =,
        master_id WITH =,
        realm WITH =,
        tstzrange(busy_from, busy_until, '[)') WITH &&
    ) WHERE (status IN ('HELD', 'CONFIRMED', 'COMPLETED'))
)
-- An index-only scan skips only pages that were vacuumed. The defaults wait for a fifth of the table, and upcoming bookings
-- are its latest part.
WITH (autovacuum_vacuum_insert_scale_factor = 0.01, autovacuum_vacuum_scale_factor = 0.02);

CREATE INDEX bookings_master_start_status ON bookings (master_id, start_ts, status);
CREATE INDEX bookings_salon_status_start ON bookings (salon_id, status, start_ts);
CREATE INDEX bookings_customer_start ON bookings (customer_id, start_ts, booking_code);
CREATE INDEX bookings_held_until ON bookings (held_until) WHERE status = 'HELD';

-- Lists of bookings are counted by status and master from the index alone; the table would cost a page read for each row.
CREATE INDEX bookings_salon_start ON bookings (salon_id, start_ts, booking_code) INCLUDE (realm, status, master_id);

-- A search for free times reads when a master is busy from the index alone: a salon's bookings are scattered over the table,
-- and a search through months of full days would visit a page for every few of them.
CREATE INDEX bookings_taken ON bookings (salon_id, master_id, busy_from)
    INCLUDE (busy_until, realm, status, held_until, customer_id)
    WHERE status IN ('HELD', 'CONFIRMED', 'COMPLETED');

-- Few rows, if any: they block the told time of a visit whose instant is another one.
CREATE INDEX bookings_wall_ts ON bookings (salon_id, master_id) WHERE wall_ts IS NOT NULL;

CREATE FUNCTION raise_booking_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.version := OLD.version + 1;
    RETURN NEW;
END $$;

CREATE TRIGGER bookings_raise_version
    BEFORE UPDATE ON bookings
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*)
    EXECUTE FUNCTION raise_booking_version();

-- A program that writes a booking without its busy time means the visit itself; a booking that is moved keeps its buffers.
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

-- As for the sessions: see V002.
CREATE TRIGGER bookings_wall_0_moved BEFORE UPDATE OF start_ts, wall_start, wall_zone ON bookings
    FOR EACH ROW WHEN (NEW.wall_ts IS NOT NULL
        AND (OLD.start_ts, OLD.wall_start, OLD.wall_zone) IS DISTINCT FROM (NEW.start_ts, NEW.wall_start, NEW.wall_zone))
    EXECUTE FUNCTION drop_wall_ts();
CREATE TRIGGER bookings_wall_1_open BEFORE UPDATE OF start_ts ON bookings
    FOR EACH ROW WHEN (OLD.start_ts IS DISTINCT FROM NEW.start_ts AND OLD.wall_start IS NOT DISTINCT FROM NEW.wall_start)
    EXECUTE FUNCTION leave_wall_time_open();
CREATE TRIGGER bookings_wall_2_said BEFORE UPDATE OF wall_start ON bookings
    FOR EACH ROW WHEN (NEW.wall_start IS NULL)
    EXECUTE FUNCTION keep_wall_time();
CREATE TRIGGER bookings_wall_3_fill BEFORE INSERT OR UPDATE OF start_ts ON bookings
    FOR EACH ROW WHEN (NEW.wall_start IS NULL AND NEW.start_ts IS NOT NULL)
    EXECUTE FUNCTION fill_wall_time();
