-- The console's list of messages: of one salon, the newest first, all or in one state.
CREATE INDEX outbound_messages_of_salon ON outbound_messages (salon_id, id) WHERE realm = 'LIVE';
CREATE INDEX outbound_messages_of_salon_in_state ON outbound_messages (salon_id, state, id) WHERE realm = 'LIVE';
CREATE INDEX outbound_messages_of_customer ON outbound_messages (customer_id, id);

-- What waits because something went wrong, by what it was; -1 is a message that may have arrived.
CREATE INDEX outbound_messages_in_trouble ON outbound_messages (salon_id, error_code, id)
    WHERE state = 'PENDING' AND realm = 'LIVE' AND error_code IS NOT NULL;

-- What failed lately.
CREATE INDEX outbound_messages_failed_at ON outbound_messages (salon_id, failed_at)
    WHERE realm = 'LIVE' AND failed_at IS NOT NULL;

-- Taps that were given up, and how long the oldest one waits.
CREATE INDEX inbound_messages_failed ON inbound_messages (salon_id, id) WHERE realm = 'LIVE' AND state = 'FAILED';
CREATE INDEX inbound_messages_waiting ON inbound_messages (salon_id, id) WHERE realm = 'LIVE' AND state = 'PENDING';
