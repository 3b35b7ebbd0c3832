-- What is kept of whom, and for how long: see docs/privacy.md.

ALTER TABLE customers
    -- Forgotten on their wish: the row stays, because bookings and counts hang on it, and names nobody.
    ADD COLUMN erased_at TIMESTAMPTZ,
    DROP CONSTRAINT customers_known,
    ADD CONSTRAINT customers_known CHECK (
        (erased_at IS NULL AND (phone IS NOT NULL OR user_id IS NOT NULL OR name IS NOT NULL))
        OR (erased_at IS NOT NULL AND phone IS NULL AND user_id IS NULL AND name IS NULL AND notes = ''));

ALTER TABLE outbound_messages
    -- Without its text and WhatsApp's id since then.
    ADD COLUMN emptied_at TIMESTAMPTZ;

-- WhatsApp's word on a message may come days later, and the relay's may be on its way; both bring an id that has the
-- customer's number in it.
CREATE FUNCTION keep_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RETURN NULL;
END $$;

CREATE TRIGGER outbound_messages_keep_emptied
    BEFORE UPDATE ON outbound_messages
    FOR EACH ROW WHEN (OLD.emptied_at IS NOT NULL)
    EXECUTE FUNCTION keep_emptied();

-- WhatsApp's message ids have the sender's number in them. Of one that was emptied only this is kept, so that a
-- redelivery is still known.
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

-- How far the retention of each table has come. Its row is locked while a batch is worked off, by one node at a time.
CREATE TABLE retention_marks (
    what VARCHAR(20) PRIMARY KEY,
    upto BIGINT NOT NULL DEFAULT 0
);

INSERT INTO retention_marks (what) VALUES ('inbound'), ('outbound'), ('taps');

-- Who looked at times and chose none: counted nowhere, and removed in the end.
CREATE INDEX sessions_without_card ON sessions (ended_at) WHERE selection = 0 AND ended_at IS NOT NULL;
CREATE INDEX unhandled_events_received ON unhandled_events (received_at);
