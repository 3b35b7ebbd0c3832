-- The messages in both directions, and the ledger of taps.

-- What WhatsApp delivered. The unique message_id (WhatsApp's wamid) makes a redelivery harmless.
-- payload is text, not jsonb: it stores whatever was delivered, including what jsonb would refuse.
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
    -- The trace that the message belongs to, as a W3C traceparent; NULL: not traced.
    trace           VARCHAR(55)  CHECK (trace ~ '^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$'),
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

-- What customers sent without tapping; few rows, as the taps are found by their events.
CREATE INDEX inbound_messages_untapped_of_phone ON inbound_messages (salon_id, phone, received_at) WHERE kind <> 'tap';
CREATE INDEX inbound_messages_untapped_of_user ON inbound_messages (salon_id, user_id, received_at) WHERE kind <> 'tap';

-- Messages that were given up, and how long the oldest one has been waiting.
CREATE INDEX inbound_messages_failed ON inbound_messages (salon_id, id) WHERE realm = 'LIVE' AND state = 'FAILED';
CREATE INDEX inbound_messages_waiting ON inbound_messages (salon_id, id) WHERE realm = 'LIVE' AND state = 'PENDING';

-- The rows that a reset of the simulator removes; empty where nothing is simulated.
CREATE INDEX inbound_messages_simulated ON inbound_messages (salon_id, user_id) WHERE realm = 'SIMULATED';

-- Parts of webhooks that Meta signed and the product does not understand: stored for inspection, each once.
CREATE TABLE unhandled_events (
    id          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    digest      BYTEA        NOT NULL UNIQUE,
    salon_id    UUID,
    reason      VARCHAR(100) NOT NULL,
    payload     TEXT         NOT NULL,
    received_at TIMESTAMPTZ  NOT NULL
);

CREATE INDEX unhandled_events_received ON unhandled_events (received_at);

-- Replies, written in the transaction that decided them and sent after it by the relay.
-- next_attempt_at is also the lease of the relay that is sending the row.
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
    -- The trace that the message belongs to, as a W3C traceparent; NULL: not traced.
    trace             VARCHAR(55) CHECK (trace ~ '^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$'),
    state             VARCHAR(10) NOT NULL DEFAULT 'PENDING'
                      CHECK (state IN ('PENDING', 'SENT', 'DELIVERED', 'READ', 'FAILED', 'SIMULATED')),
    attempts          INT         NOT NULL DEFAULT 0,
    next_attempt_at   TIMESTAMPTZ NOT NULL,
    wamid             VARCHAR(512),
    -- -1: the message may have arrived.
    error_code        INT,
    error             VARCHAR(500),
    created_at        TIMESTAMPTZ NOT NULL,
    sent_at           TIMESTAMPTZ,
    delivered_at      TIMESTAMPTZ,
    read_at           TIMESTAMPTZ,
    failed_at         TIMESTAMPTZ,
    -- When its text and WhatsApp's id were removed.
    emptied_at        TIMESTAMPTZ,
    FOREIGN KEY (salon_id, customer_id) REFERENCES customers (salon_id, id)
);

CREATE INDEX outbound_messages_due ON outbound_messages (next_attempt_at, id) WHERE state = 'PENDING';
CREATE INDEX outbound_messages_queue ON outbound_messages (customer_id, id) WHERE state = 'PENDING';
CREATE INDEX outbound_messages_wamid ON outbound_messages (wamid) WHERE wamid IS NOT NULL;
CREATE INDEX outbound_messages_inbound ON outbound_messages (inbound_id) WHERE inbound_id IS NOT NULL;
CREATE INDEX outbound_messages_booking ON outbound_messages (booking_id) WHERE booking_id IS NOT NULL;

-- The console's lists of messages, newest first: of one salon, in one state, of one customer.
CREATE INDEX outbound_messages_of_salon ON outbound_messages (salon_id, id) WHERE realm = 'LIVE';
CREATE INDEX outbound_messages_of_salon_in_state ON outbound_messages (salon_id, state, id) WHERE realm = 'LIVE';
CREATE INDEX outbound_messages_of_customer ON outbound_messages (customer_id, id);

-- Messages that wait after an error, by its code.
CREATE INDEX outbound_messages_in_trouble ON outbound_messages (salon_id, error_code, id)
    WHERE state = 'PENDING' AND realm = 'LIVE' AND error_code IS NOT NULL;

-- Messages that failed recently.
CREATE INDEX outbound_messages_failed_at ON outbound_messages (salon_id, failed_at)
    WHERE realm = 'LIVE' AND failed_at IS NOT NULL;

-- Messages that nobody asked for; outbound_messages_inbound has the answers.
CREATE INDEX outbound_messages_unasked ON outbound_messages (customer_id, created_at) WHERE inbound_id IS NULL;

-- An emptied message stays empty. WhatsApp's status of it may come days later, and the relay's result may still be under
-- way; both bring an id that contains the customer's number.
CREATE FUNCTION keep_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RETURN NULL;
END $$;

CREATE TRIGGER outbound_messages_keep_emptied
    BEFORE UPDATE ON outbound_messages
    FOR EACH ROW WHEN (OLD.emptied_at IS NOT NULL)
    EXECUTE FUNCTION keep_emptied();

-- WhatsApp's message ids contain the sender's number. An emptied message keeps only this hash, so that a redelivery is still
-- recognized.
CREATE FUNCTION emptied_message_id(message_id TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT 'emptied:' || encode(sha256(convert_to(message_id, 'UTF8')), 'hex')
$$;

CREATE FUNCTION refuse_emptied_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1
        FROM inbound_messages
        WHERE salon_id = NEW.salon_id
          AND message_id = emptied_message_id(NEW.message_id)) THEN
        RETURN NULL;
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER inbound_messages_refuse_emptied
    BEFORE INSERT ON inbound_messages
    FOR EACH ROW EXECUTE FUNCTION refuse_emptied_message();

-- One row for each tap, with exactly one outcome. No foreign keys: the ledger outlives the rows that it names.
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

CREATE INDEX tap_events_of_session ON tap_events (session_id) WHERE session_id IS NOT NULL;

-- What a customer did next.
CREATE INDEX tap_events_customer ON tap_events (customer_id, id);

-- The metrics of a period are one range of this index, without a visit to the table.
CREATE INDEX tap_events_period ON tap_events (salon_id, realm, decided_at, id)
    INCLUDE (kind, outcome, master_id, customer_id);

-- Taps that found their slot taken: by time for the list and the counts, by slot for the number that lost the same one.
CREATE INDEX tap_events_conflicts ON tap_events (salon_id, decided_at, id)
    WHERE realm = 'LIVE' AND reason = 'booked';
CREATE INDEX tap_events_losers ON tap_events (master_id, slot_start)
    WHERE realm = 'LIVE' AND reason = 'booked';

-- Confirmations that could book nothing: a second tap on the same button repeats them and does not count.
CREATE INDEX tap_events_in_vain ON tap_events (customer_id, decided_at, id)
    WHERE kind = 'booking_confirmation' AND outcome IN ('slot_taken', 'session_expired');

-- How many taps went unanswered recently.
CREATE INDEX tap_events_limited ON tap_events (salon_id, decided_at)
    WHERE realm = 'LIVE' AND outcome = 'rate_limited';

-- A pending message has no outcome. A message that was given up has one; when it becomes pending again, by whatever
-- statement, that outcome is removed. Otherwise the second outcome would violate the unique inbound_id, and the message would
-- block every later message of its customer.
CREATE FUNCTION withdraw_failed_outcome() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM tap_events
    WHERE inbound_id = NEW.id
      AND salon_id = NEW.salon_id
      AND outcome = 'failed';
    RETURN NULL;
END $$;

CREATE TRIGGER inbound_messages_wait_anew
    AFTER UPDATE OF state ON inbound_messages
    FOR EACH ROW WHEN (OLD.state = 'FAILED' AND NEW.state = 'PENDING')
    EXECUTE FUNCTION withdraw_failed_outcome();

-- How far the retention of each table has come. A node locks the row while it works on a batch, so that one node at a time
-- works on a table.
CREATE TABLE retention_marks (
    what VARCHAR(20) PRIMARY KEY,
    upto BIGINT NOT NULL DEFAULT 0
);

INSERT INTO retention_marks (what) VALUES ('inbound'), ('outbound'), ('taps');
