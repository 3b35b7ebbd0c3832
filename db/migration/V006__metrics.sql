-- The metrics of a period are one range of this index, without a visit to the table.
CREATE INDEX tap_events_period ON tap_events (salon_id, realm, decided_at, id)
    INCLUDE (kind, outcome, master_id, customer_id);

-- Taps that found their slot taken: by time for the list and the counts, by slot for how many lost the same one.
CREATE INDEX tap_events_conflicts ON tap_events (salon_id, decided_at, id)
    WHERE realm = 'LIVE' AND reason = 'booked';
CREATE INDEX tap_events_losers ON tap_events (master_id, slot_start)
    WHERE realm = 'LIVE' AND reason = 'booked';

-- Confirmations that could book nothing: a second tap on the same button repeats them and does not count.
CREATE INDEX tap_events_in_vain ON tap_events (customer_id, decided_at, id)
    WHERE kind = 'booking_confirmation' AND outcome IN ('slot_taken', 'session_expired');

-- What a customer did next.
CREATE INDEX tap_events_customer ON tap_events (customer_id, id);

CREATE INDEX sessions_period ON sessions (salon_id, realm, started_at)
    INCLUDE (state, selected_at, expires_at, ended_at, master_id);
