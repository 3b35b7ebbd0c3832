-- The trace that a message belongs to, as a W3C traceparent; NULL: nobody traced. Of the rows that are there none has one, so
-- that nothing need be validated.
ALTER TABLE inbound_messages
    ADD COLUMN trace VARCHAR(55),
    ADD CONSTRAINT inbound_messages_trace_check
        CHECK (trace ~ '^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$') NOT VALID;

ALTER TABLE outbound_messages
    ADD COLUMN trace VARCHAR(55),
    ADD CONSTRAINT outbound_messages_trace_check
        CHECK (trace ~ '^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$') NOT VALID;
