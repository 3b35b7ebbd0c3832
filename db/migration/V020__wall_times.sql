-- What a customer was told is a time on the salon's clock. It is kept beside the moment that it meant when it was told,
-- because governments change what a clock shows, and tables of zones follow.

-- The zone under its name where the database reads the name as Java does, else Z, which says: no wall time is known, the
-- moment counts. PostgreSQL reads UTC+3 the other way round, and may be too old to know a zone.
CREATE FUNCTION zone_of_database(zone TEXT) RETURNS TEXT LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF zone ~ '^(UTC|GMT|UT)?[+-]' THEN
        RETURN 'Z';
    END IF;
    PERFORM now() AT TIME ZONE zone;
    RETURN zone;
EXCEPTION WHEN invalid_parameter_value THEN
    RETURN 'Z';
END $$;

ALTER TABLE bookings
    ADD COLUMN wall_start TIMESTAMP,
    ADD COLUMN wall_zone  VARCHAR(64),
    -- When the clock shows wall_start by the rules in force, where that is not start_ts. Written by the check of wall times.
    ADD COLUMN wall_ts    TIMESTAMPTZ;

ALTER TABLE sessions
    ADD COLUMN wall_start TIMESTAMP,
    ADD COLUMN wall_zone  VARCHAR(64),
    ADD COLUMN wall_ts    TIMESTAMPTZ;

-- By the tables of the database: all that is known of what was told before. No act of anybody, so pages keep their version.
ALTER TABLE bookings DISABLE TRIGGER bookings_raise_version;
UPDATE bookings b
SET wall_zone = salon.zone,
    wall_start = b.start_ts AT TIME ZONE salon.zone
FROM (SELECT id, zone_of_database(time_zone) AS zone FROM salons) salon
WHERE salon.id = b.salon_id;
ALTER TABLE bookings ENABLE TRIGGER bookings_raise_version;

UPDATE sessions s
SET wall_zone = salon.zone,
    wall_start = s.start_ts AT TIME ZONE salon.zone
FROM (SELECT id, zone_of_database(time_zone) AS zone FROM salons) salon
WHERE salon.id = s.salon_id
  AND s.start_ts IS NOT NULL;

-- Programs that do not say what was told, the version before among them, mean the moment that they write. The product
-- itself says it: the database's tables may be older than Java's.
CREATE FUNCTION fill_wall_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.wall_zone := COALESCE((SELECT zone_of_database(time_zone) FROM salons WHERE id = NEW.salon_id), 'Z');
    NEW.wall_start := NEW.start_ts AT TIME ZONE NEW.wall_zone;
    RETURN NEW;
END $$;

CREATE FUNCTION leave_wall_time_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.wall_start := NULL;
    RETURN NEW;
END $$;

CREATE FUNCTION keep_wall_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.wall_start := OLD.wall_start;
    RETURN NEW;
END $$;

CREATE FUNCTION drop_wall_ts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.wall_ts := NULL;
    RETURN NEW;
END $$;

-- In the order of their names. An UPDATE that moves the start and does not say the wall time leaves it open (1), one that
-- says the same as before keeps it (2: a trigger OF a column knows who named it), and what is open then is filled (3).
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

CREATE TRIGGER sessions_wall_0_moved BEFORE UPDATE OF start_ts, wall_start, wall_zone ON sessions
    FOR EACH ROW WHEN (NEW.wall_ts IS NOT NULL
        AND (OLD.start_ts, OLD.wall_start, OLD.wall_zone) IS DISTINCT FROM (NEW.start_ts, NEW.wall_start, NEW.wall_zone))
    EXECUTE FUNCTION drop_wall_ts();
CREATE TRIGGER sessions_wall_1_open BEFORE UPDATE OF start_ts ON sessions
    FOR EACH ROW WHEN (OLD.start_ts IS DISTINCT FROM NEW.start_ts AND OLD.wall_start IS NOT DISTINCT FROM NEW.wall_start)
    EXECUTE FUNCTION leave_wall_time_open();
CREATE TRIGGER sessions_wall_2_said BEFORE UPDATE OF wall_start ON sessions
    FOR EACH ROW WHEN (NEW.wall_start IS NULL)
    EXECUTE FUNCTION keep_wall_time();
CREATE TRIGGER sessions_wall_3_fill BEFORE INSERT OR UPDATE OF start_ts ON sessions
    FOR EACH ROW WHEN (NEW.wall_start IS NULL AND NEW.start_ts IS NOT NULL)
    EXECUTE FUNCTION fill_wall_time();

-- The version before writes no wall times; the triggers above fill them.
ALTER TABLE bookings
    ALTER COLUMN wall_start SET NOT NULL,
    ALTER COLUMN wall_zone SET NOT NULL;

ALTER TABLE sessions
    ADD CONSTRAINT sessions_wall CHECK (
        start_ts IS NULL OR (wall_start IS NOT NULL AND wall_zone IS NOT NULL));

-- Few rows, if any: what keeps the told time of a visit whose moment is another one.
CREATE INDEX bookings_wall_ts ON bookings (salon_id, master_id) WHERE wall_ts IS NOT NULL;
