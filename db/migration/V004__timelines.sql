-- What the list of live sessions and the timelines read. A timeline is one customer's messages over some minutes: each index
-- starts with whose they are.

-- Of a salon: those that ended lately. The live ones are in sessions_in_hand.
CREATE INDEX sessions_ended ON sessions (salon_id, realm, ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX sessions_of_customer ON sessions (customer_id, started_at);

CREATE INDEX tap_events_of_session ON tap_events (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX tap_events_of_customer ON tap_events (customer_id, received_at, id);

-- What customers sent without tapping; little beside the taps, which are found by their events.
CREATE INDEX inbound_messages_untapped_of_phone ON inbound_messages (salon_id, phone, received_at) WHERE kind <> 'tap';
CREATE INDEX inbound_messages_untapped_of_user ON inbound_messages (salon_id, user_id, received_at) WHERE kind <> 'tap';

-- What was sent without being asked for; answers are in outbound_messages_inbound.
CREATE INDEX outbound_messages_unasked ON outbound_messages (customer_id, created_at) WHERE inbound_id IS NULL;
