-- Every table and every constraint names the salon, so that rows can later be partitioned or distributed by it.
-- Times are instants (timestamptz); wall times exist only in working_hours, in the salon's time zone.

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
    usage_current_bookings BIGINT       NOT NULL DEFAULT 0,
    active                 BOOLEAN      NOT NULL DEFAULT TRUE,
    created_at             TIMESTAMPTZ  NOT NULL DEFAULT now(),
    updated_at             TIMESTAMPTZ  NOT NULL DEFAULT now()
);

CREATE TABLE masters (
    id         UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    salon_id   UUID         NOT NULL REFERENCES salons (id),
    code       VARCHAR(32)  NOT NULL,
    name       VARCHAR(100) NOT NULL,
    active     BOOLEAN      NOT NULL DEFAULT TRUE,
    -- TRUE: only the master's own working_hours rows count, even when there are none.
    own_hours  BOOLEAN      NOT NULL DEFAULT FALSE,
    position   INT          NOT NULL DEFAULT 0,
    -- Raised by the triggers below whenever anything changes that decides when this master can be booked.
    version    BIGINT       NOT NULL DEFAULT 1,
    created_at TIMESTAMPTZ  NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ  NOT NULL DEFAULT now(),
    UNIQUE (salon_id, code),
    UNIQUE (salon_id, id)
);

CREATE TABLE services (
    id         UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    salon_id   UUID         NOT NULL REFERENCES salons (id),
    code       VARCHAR(32)  NOT NULL,
    name       VARCHAR(100) NOT NULL,
    minutes    INT          NOT NULL CHECK (minutes BETWEEN 1 AND 1440),
    -- Minor units of the salon's currency.
    price      BIGINT       NOT NULL DEFAULT 0 CHECK (price >= 0),
    active     BOOLEAN      NOT NULL DEFAULT TRUE,
    created_at TIMESTAMPTZ  NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ  NOT NULL DEFAULT now(),
    UNIQUE (salon_id, code),
    UNIQUE (salon_id, id)
);

-- Who performs what; the lowest position is the master's default service.
CREATE TABLE master_services (
    salon_id   UUID NOT NULL,
    master_id  UUID NOT NULL,
    service_id UUID NOT NULL,
    position   INT  NOT NULL DEFAULT 0,
    PRIMARY KEY (master_id, service_id),
    FOREIGN KEY (salon_id, master_id) REFERENCES masters (salon_id, id),
    FOREIGN KEY (salon_id, service_id) REFERENCES services (salon_id, id)
);

-- Who has to be touched when a service changes.
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

-- A confirmation holds the master's row FOR SHARE while it checks what no constraint can say. Every change of such
-- facts, by whatever program, has to update that row and therefore waits for it; the new version tells caches.
CREATE FUNCTION raise_master_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.version := OLD.version + 1;
    RETURN NEW;
END $$;

CREATE TRIGGER masters_raise_version
    BEFORE UPDATE ON masters
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*)
    EXECUTE FUNCTION raise_master_version();

-- Before any row of salons or services is locked: a confirmation locks the master first and the salon last, and whoever
-- takes them the other way round would end in a deadlock with it. All masters, because a statement trigger does not
-- know yet which rows it will be; such edits are rare, and wait for confirmations only as long as those take.
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

-- Once a statement, not once a row: an import changes many rows of one master. OLD and NEW rows take a trigger each.
CREATE FUNCTION touch_masters_of_services() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE masters SET updated_at = clock_timestamp()
    WHERE id IN (
        SELECT performed.master_id
        FROM changed
        JOIN before USING (id)
        JOIN master_services performed ON performed.service_id = changed.id
        WHERE (before.active, before.name, before.minutes, before.price)
              IS DISTINCT FROM (changed.active, changed.name, changed.minutes, changed.price));
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

-- phone: the wa_id as WhatsApp sent it, digits without '+'. user_id: WhatsApp's business-scoped user id.
-- Every tap of a customer locks this row first, which is what puts one customer's taps in order.
CREATE TABLE customers (
    id              UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    salon_id        UUID        NOT NULL REFERENCES salons (id),
    realm           VARCHAR(10) NOT NULL DEFAULT 'LIVE' CHECK (realm IN ('LIVE', 'SIMULATED')),
    phone           VARCHAR(20),
    user_id         VARCHAR(140),
    name            VARCHAR(100),
    language        VARCHAR(35),
    -- The session whose card the customer sees, and which of its selections; NULL: none.
    session_id      UUID,
    selection       INT,
    -- WhatsApp lets us answer freely for 24 hours after this.
    last_inbound_at TIMESTAMPTZ,
    created_at      TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at      TIMESTAMPTZ NOT NULL DEFAULT now(),
    CHECK (phone IS NOT NULL OR user_id IS NOT NULL),
    CHECK ((session_id IS NULL) = (selection IS NULL)),
    UNIQUE (salon_id, realm, phone),
    UNIQUE (salon_id, realm, user_id),
    UNIQUE (salon_id, id)
);

-- The journal of sessions: what a customer has chosen and not yet confirmed. selection counts the cards shown.
CREATE TABLE sessions (
    id          UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    salon_id    UUID        NOT NULL,
    realm       VARCHAR(10) NOT NULL DEFAULT 'LIVE' CHECK (realm IN ('LIVE', 'SIMULATED')),
    customer_id UUID        NOT NULL,
    selection   INT         NOT NULL CHECK (selection > 0),
    master_id   UUID        NOT NULL,
    service_id  UUID        NOT NULL,
    start_ts    TIMESTAMPTZ NOT NULL,
    end_ts      TIMESTAMPTZ NOT NULL,
    price       BIGINT      NOT NULL,
    language    VARCHAR(35) NOT NULL,
    state       VARCHAR(10) NOT NULL DEFAULT 'ACTIVE' CHECK (state IN ('ACTIVE', 'BOOKED', 'LOST', 'EXPIRED')),
    -- The outbound message that showed the current selection.
    reply_id    BIGINT,
    started_at  TIMESTAMPTZ NOT NULL,
    selected_at TIMESTAMPTZ NOT NULL,
    expires_at  TIMESTAMPTZ NOT NULL,
    ended_at    TIMESTAMPTZ,
    CHECK (start_ts < end_ts),
    CHECK ((state = 'ACTIVE') = (ended_at IS NULL)),
    FOREIGN KEY (salon_id, customer_id) REFERENCES customers (salon_id, id),
    FOREIGN KEY (salon_id, master_id) REFERENCES masters (salon_id, id),
    FOREIGN KEY (salon_id, service_id) REFERENCES services (salon_id, id)
);

CREATE UNIQUE INDEX sessions_one_active_per_customer ON sessions (customer_id) WHERE state = 'ACTIVE';
CREATE INDEX sessions_in_hand ON sessions (salon_id, start_ts) WHERE state = 'ACTIVE';
CREATE INDEX sessions_running_out ON sessions (expires_at) WHERE state = 'ACTIVE';

CREATE TABLE bookings (
    id             UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    booking_code   VARCHAR(10) NOT NULL UNIQUE,
    salon_id       UUID        NOT NULL REFERENCES salons (id),
    realm          VARCHAR(10) NOT NULL DEFAULT 'LIVE' CHECK (realm IN ('LIVE', 'SIMULATED')),
    customer_id    UUID        NOT NULL,
    customer_phone VARCHAR(20),
    customer_name  VARCHAR(100),
    service        VARCHAR(100) NOT NULL,
    service_id     UUID        NOT NULL,
    master_id      UUID        NOT NULL,
    start_ts       TIMESTAMPTZ NOT NULL,
    end_ts         TIMESTAMPTZ NOT NULL,
    status         VARCHAR(20) NOT NULL DEFAULT 'CONFIRMED'
                   CHECK (status IN ('CONFIRMED', 'COMPLETED', 'CANCELLED', 'NO_SHOW')),
    price          BIGINT      NOT NULL,
    currency       CHAR(3)     NOT NULL,
    -- Names the selection that was confirmed: a second confirmation of the same card finds this booking.
    session_token  VARCHAR(64) UNIQUE,
    metadata       JSONB       NOT NULL DEFAULT '{}',
    created_at     TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at     TIMESTAMPTZ NOT NULL DEFAULT now(),
    -- The upper bound lets a search for overlaps read a bounded piece of the (master, start) index.
    CONSTRAINT bookings_length CHECK (start_ts < end_ts AND end_ts <= start_ts + INTERVAL '24 hours'),
    FOREIGN KEY (salon_id, customer_id) REFERENCES customers (salon_id, id),
    FOREIGN KEY (salon_id, master_id) REFERENCES masters (salon_id, id),
    FOREIGN KEY (salon_id, service_id) REFERENCES services (salon_id, id),
    -- The promise of the product: nobody can write two bookings of one master that overlap.
    CONSTRAINT bookings_no_overlap EXCLUDE USING gist (
        salon_id WITH =,
        master_id WITH =,
        realm WITH =,
        tstzrange(start_ts, end_ts, '[)') WITH &&
    ) WHERE (status IN ('CONFIRMED', 'COMPLETED'))
);

CREATE INDEX bookings_master_start_status ON bookings (master_id, start_ts, status);
CREATE INDEX bookings_salon_status_start ON bookings (salon_id, status, start_ts);

-- What WhatsApp delivered. The unique message_id (WhatsApp's wamid) is what makes a redelivery harmless.
-- payload is text, not jsonb: it keeps whatever came, also what jsonb would refuse.
CREATE TABLE inbound_messages (
    id              BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    salon_id        UUID         NOT NULL,
    realm           VARCHAR(10)  NOT NULL DEFAULT 'LIVE' CHECK (realm IN ('LIVE', 'SIMULATED')),
    message_id      VARCHAR(512) NOT NULL,
    phone           VARCHAR(20),
    user_id         VARCHAR(140),
    name            VARCHAR(100),
    language        VARCHAR(35),
    kind            VARCHAR(30)  NOT NULL,
    -- What was tapped; present exactly for taps.
    button_id       VARCHAR(256),
    payload         TEXT         NOT NULL,
    state           VARCHAR(10)  NOT NULL CHECK (state IN ('PENDING', 'DONE', 'IGNORED', 'FAILED')),
    attempts        INT          NOT NULL DEFAULT 0,
    next_attempt_at TIMESTAMPTZ,
    last_error      VARCHAR(500),
    sent_at         TIMESTAMPTZ  NOT NULL,
    received_at     TIMESTAMPTZ  NOT NULL,
    handled_at      TIMESTAMPTZ,
    CONSTRAINT inbound_messages_once UNIQUE (salon_id, message_id)
);

CREATE INDEX inbound_messages_queue_of_phone ON inbound_messages (salon_id, phone, id) WHERE state = 'PENDING';
CREATE INDEX inbound_messages_queue_of_user ON inbound_messages (salon_id, user_id, id) WHERE state = 'PENDING';

-- Signed by Meta, understood by nobody: kept for inspection, once each.
CREATE TABLE unhandled_events (
    id          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    digest      BYTEA        NOT NULL UNIQUE,
    salon_id    UUID,
    reason      VARCHAR(100) NOT NULL,
    payload     TEXT         NOT NULL,
    received_at TIMESTAMPTZ  NOT NULL
);

-- Replies, written in the transaction that decided them and sent after it by the relay.
-- next_attempt_at doubles as the lease of the relay that is sending the row.
CREATE TABLE outbound_messages (
    id                BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    salon_id          UUID        NOT NULL,
    realm             VARCHAR(10) NOT NULL DEFAULT 'LIVE' CHECK (realm IN ('LIVE', 'SIMULATED')),
    customer_id       UUID        NOT NULL,
    inbound_id        BIGINT,
    session_id        UUID,
    booking_id        UUID,
    kind              VARCHAR(30) NOT NULL,
    -- The Cloud API's message object without its addressing: {"type": "interactive", "interactive": {...}}
    payload           JSONB       NOT NULL,
    state             VARCHAR(10) NOT NULL DEFAULT 'PENDING'
                      CHECK (state IN ('PENDING', 'SENT', 'DELIVERED', 'READ', 'FAILED', 'SIMULATED')),
    attempts          INT         NOT NULL DEFAULT 0,
    next_attempt_at   TIMESTAMPTZ NOT NULL,
    wamid             VARCHAR(512),
    error_code        INT,
    error             VARCHAR(500),
    created_at        TIMESTAMPTZ NOT NULL,
    sent_at           TIMESTAMPTZ,
    delivered_at      TIMESTAMPTZ,
    read_at           TIMESTAMPTZ,
    failed_at         TIMESTAMPTZ,
    FOREIGN KEY (salon_id, customer_id) REFERENCES customers (salon_id, id)
);

CREATE INDEX outbound_messages_due ON outbound_messages (next_attempt_at, id) WHERE state = 'PENDING';
CREATE INDEX outbound_messages_queue ON outbound_messages (customer_id, id) WHERE state = 'PENDING';
CREATE INDEX outbound_messages_wamid ON outbound_messages (wamid) WHERE wamid IS NOT NULL;
CREATE INDEX outbound_messages_inbound ON outbound_messages (inbound_id) WHERE inbound_id IS NOT NULL;

-- One row for each tap, with exactly one outcome. No foreign keys: the ledger outlives what it speaks of.
-- When the answer was handed to WhatsApp is outbound_messages.sent_at of outbound_id.
CREATE TABLE tap_events (
    id          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    salon_id    UUID         NOT NULL,
    realm       VARCHAR(10)  NOT NULL,
    kind        VARCHAR(30)  NOT NULL,
    button_id   VARCHAR(256) NOT NULL,
    customer_id UUID         NOT NULL,
    session_id  UUID,
    master_id   UUID,
    service_id  UUID,
    slot_start  TIMESTAMPTZ,
    outcome     VARCHAR(30)  NOT NULL,
    -- Why a slot was refused: booked, past, off_grid, closed, too_soon, too_far.
    reason      VARCHAR(30),
    booking_id  UUID,
    inbound_id  BIGINT       NOT NULL UNIQUE,
    outbound_id BIGINT,
    attempts    INT          NOT NULL DEFAULT 1,
    tapped_at   TIMESTAMPTZ  NOT NULL,
    received_at TIMESTAMPTZ  NOT NULL,
    decided_at  TIMESTAMPTZ  NOT NULL
);

CREATE TABLE console_users (
    username   VARCHAR(64) PRIMARY KEY,
    password   VARCHAR(200) NOT NULL,
    enabled    BOOLEAN      NOT NULL DEFAULT TRUE,
    created_at TIMESTAMPTZ  NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ  NOT NULL DEFAULT now()
);
