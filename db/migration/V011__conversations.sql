-- Only sessions that have come to a card count in the metrics: who was offered times and chose none has begun nothing.
DROP INDEX sessions_period;
CREATE INDEX sessions_period ON sessions (salon_id, realm, started_at)
    INCLUDE (state, selected_at, expires_at, ended_at, master_id)
    WHERE selection > 0;
