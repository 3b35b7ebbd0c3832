-- A message that was given up has its outcome in the ledger. Handled again, whoever says so and by whatever statement, it
-- waits like any other, and what waits has no outcome: the next one is then the only one. Before, the second outcome met
-- the first, and the message stayed in front of all that its customer sent after it.
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

-- Those that are stuck already.
DELETE FROM tap_events event
USING inbound_messages message
WHERE message.id = event.inbound_id
  AND message.salon_id = event.salon_id
  AND message.state = 'PENDING'
  AND event.outcome = 'failed';
