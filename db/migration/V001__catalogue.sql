-- The catalogue: salons, their masters and services, and when each of them works.
--
-- Every table and every constraint names the salon, so that rows can later be partitioned or distributed by it.
-- Times are instants (timestamptz). Weekly hours and special days are local times and dates in the salon's time zone.

CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE salons (
    id                     UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    code                   VARCHAR(32)  NOT NULL UNIQUE,
    name                   VARCHAR(100) NOT NULL,
    phone_number_id        VARCHAR(64)  NOT NULL UNIQUE,
    display_phone          VARCHAR(32),
    time_zone              VARCHAR(64)  NOT NULL,
    language               VARCHAR(35)  NOT NULL DEFAULT 'en',
    currency               CHAR(3)      NOT NULL DEFAULT 'USD',
    slot_minutes           INT          NOT NULL DEFAULT 30 CHECK (slot_minutes BETWEEN 1 AND 1440),
    horizon_days           INT          NOT NULL DEFAULT 60 CHECK (horizon_days BETWEEN 1 AND 730),
    notice_minutes         INT          NOT NULL DEFAULT 0 CHECK (notice_minutes BETWEEN 0 AND 525600),
    -- How long a chosen slot is held for its customer; 0: not at all.
    hold_minutes           INT          NOT NULL DEFAULT 0 CHECK (hold_minutes BETWEEN 0 AND 15),
    usage_current_bookings BIGINT       NOT NULL DEFAULT 0,
    active                 BOOLEAN      NOT NULL DEFAULT TRUE,
    created_at             TIMESTAMPTZ  NOT NULL DEFAULT now(),
    updated_at             TIMESTAMPTZ  NOT NULL DEFAULT now()
);

CREATE TABLE masters (
    id          UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    salon_id    UUID         NOT NULL REFERENCES salons (id),
    code        VARCHAR(32)  NOT NULL,
    name        VARCHAR(100) NOT NULL,
    active      BOOLEAN      NOT NULL DEFAULT TRUE,
    -- TRUE: only the master's own working_hours rows count, even when there are none.
    own_hours   BOOLEAN      NOT NULL DEFAULT FALSE,
    -- The local dates, both included, between which this master works here; NULL: no such bound.
    works_from  DATE,
    works_until DATE,
    position    INT          NOT NULL DEFAULT 0,
    -- The triggers below increment it whenever anything changes that decides when this master can be booked.
    version     BIGINT       NOT NULL DEFAULT 1,
    created_at  TIMESTAMPTZ  NOT NULL DEFAULT now(),
    updated_at  TIMESTAMPTZ  NOT NULL DEFAULT now(),
    CONSTRAINT masters_works CHECK (works_from <= works_until),
    UNIQUE (salon_id, code),
    UNIQUE (salon_id, id)
);

CREATE TABLE services (
    id                    UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    salon_id              UUID         NOT NULL REFERENCES salons (id),
    code                  VARCHAR(32)  NOT NULL,
    name                  VARCHAR(100) NOT NULL,
    minutes               INT          NOT NULL CHECK (minutes BETWEEN 1 AND 1440),
    -- Time of the master before and after a visit. Customers do not see it, and nobody can book it.
    buffer_before_minutes INT          NOT NULL DEFAULT 0 CHECK (buffer_before_minutes BETWEEN 0 AND 240),
    buffer_after_minutes  INT          NOT NULL DEFAULT 0 CHECK (buffer_after_minutes BETWEEN 0 AND 240),
    -- Minor units of the salon's currency.
    price                 BIGINT       NOT NULL DEFAULT 0 CHECK (price >= 0),
    active                BOOLEAN      NOT NULL DEFAULT TRUE,
    created_at            TIMESTAMPTZ  NOT NULL DEFAULT now(),
    updated_at            TIMESTAMPTZ  NOT NULL DEFAULT now(),
    UNIQUE (salon_id, code),
    UNIQUE (salon_id, id)
);

-- The services that each master performs; the lowest position is the master's default service.
CREATE TABLE master_services (
    salon_id   UUID NOT NULL,
    master_id  UUID NOT NULL,
    service_id UUID NOT NULL,
    position   INT  NOT NULL DEFAULT 0,
    -- This master's own terms; NULL: those of the service.
    minutes    INT CHECK (minutes BETWEEN 1 AND 1440),
    price      BIGINT CHECK (price >= 0),
    PRIMARY KEY (master_id, service_id),
    FOREIGN KEY (salon_id, master_id) REFERENCES masters (salon_id, id),
    FOREIGN KEY (salon_id, service_id) REFERENCES services (salon_id, id)
);

-- The masters to touch when a service changes.
CREATE INDEX master_services_service ON master_services (service_id);

-- Weekly hours [from_minute, to_minute) of the local day; weekday 1 is Monday. Without master_id: the salon's.
CREATE TABLE working_hours (
    id          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    salon_id    UUID     NOT NULL REFERENCES salons (id),
    master_id   UUID,
    weekday     SMALLINT NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    from_minute INT      NOT NULL CHECK (from_minute BETWEEN 0 AND 1439),
    to_minute   INT      NOT NULL CHECK (to_minute BETWEEN 1 AND 1440),
    CHECK (from_minute < to_minute),
    FOREIGN KEY (salon_id, master_id) REFERENCES masters (salon_id, id),
    CONSTRAINT working_hours_no_overlap EXCLUDE USING gist (
        salon_id WITH =,
        COALESCE(master_id, salon_id) WITH =,
        weekday WITH =,
        int4range(from_minute, to_minute) WITH &&
    )
);

-- Ranges that are removed from the weekly hours of all masters of the salon, or of one.
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

-- Dates that differ from their weekday: OFF closes and OPEN opens, for the salon or for one master. If several rows cover the
-- same moment, the last one wins in this order: the salon's OFF, the salon's OPEN, the master's OFF, the master's OPEN.
CREATE TABLE special_days (
    id          UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    salon_id    UUID         NOT NULL REFERENCES salons (id),
    master_id   UUID,
    kind        VARCHAR(4)   NOT NULL CHECK (kind IN ('OFF', 'OPEN')),
    name        VARCHAR(100) NOT NULL DEFAULT '',
    -- Local dates, both included.
    from_date   DATE         NOT NULL,
    until_date  DATE         NOT NULL,
    -- The hours on each of these dates; 0 to 1440 is the whole day.
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

-- A confirmation holds the master's row FOR SHARE while it checks the facts that no constraint can express. Every change of
-- such a fact, by whatever program, has to update that row and therefore waits for the confirmation. The new version tells
-- caches that they are out of date.
CREATE FUNCTION raise_master_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.version := OLD.version + 1;
    RETURN NEW;
END $$;

CREATE TRIGGER masters_raise_version
    BEFORE UPDATE ON masters
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*)
    EXECUTE FUNCTION raise_master_version();

-- Runs before any row of salons or services is locked: a confirmation locks the master first and the salon last, and an edit
-- in the opposite order would deadlock with it. It locks all masters, because a statement trigger does not know yet which
-- rows will change; such edits are rare, and wait for confirmations only as long as those take.
CREATE FUNCTION lock_masters_first() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM masters ORDER BY id FOR NO KEY UPDATE;
    RETURN NULL;
END $$;

CREATE TRIGGER salons_lock_masters_first
    BEFORE UPDATE OF active, time_zone, slot_minutes, horizon_days, notice_minutes ON salons
    FOR EACH STATEMENT EXECUTE FUNCTION lock_masters_first();

CREATE TRIGGER services_lock_masters_first
    BEFORE UPDATE ON services
    FOR EACH STATEMENT EXECUTE FUNCTION lock_masters_first();

CREATE FUNCTION touch_masters_of_salon() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE masters SET updated_at = clock_timestamp() WHERE salon_id = NEW.id;
    RETURN NULL;
END $$;

CREATE TRIGGER salons_touch_masters
    AFTER UPDATE OF active, time_zone, slot_minutes, horizon_days, notice_minutes ON salons
    FOR EACH ROW EXECUTE FUNCTION touch_masters_of_salon();

-- The triggers below run once for each statement and not for each row, because an import changes many rows of one master.
-- PostgreSQL permits only one kind of event for a trigger with a transition table, hence four triggers for each table.
CREATE FUNCTION touch_masters_of_services() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE TRIGGER services_touch_masters AFTER UPDATE ON services
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION touch_masters_of_services();

CREATE FUNCTION touch_masters_of_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE masters SET updated_at = clock_timestamp()
    WHERE id IN (SELECT master_id FROM changed)
       OR salon_id IN (SELECT salon_id FROM changed WHERE master_id IS NULL);
    RETURN NULL;
END $$;

CREATE TRIGGER master_services_inserted AFTER INSERT ON master_services
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION touch_masters_of_rows();
CREATE TRIGGER master_services_deleted AFTER DELETE ON master_services
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION touch_masters_of_rows();
CREATE TRIGGER master_services_updated_from AFTER UPDATE ON master_services
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION touch_masters_of_rows();
CREATE TRIGGER master_services_updated_to AFTER UPDATE ON master_services
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION touch_masters_of_rows();

CREATE TRIGGER working_hours_inserted AFTER INSERT ON working_hours
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION touch_masters_of_rows();
CREATE TRIGGER working_hours_deleted AFTER DELETE ON working_hours
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION touch_masters_of_rows();
CREATE TRIGGER working_hours_updated_from AFTER UPDATE ON working_hours
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION touch_masters_of_rows();
CREATE TRIGGER working_hours_updated_to AFTER UPDATE ON working_hours
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION touch_masters_of_rows();

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
