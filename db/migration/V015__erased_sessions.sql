-- A session that was cut short because its customer was erased has neither been lost nor run out.
ALTER TABLE sessions
    DROP CONSTRAINT sessions_state_check,
    ADD CONSTRAINT sessions_state_check
        CHECK (state IN ('ACTIVE', 'BOOKED', 'LOST', 'EXPIRED', 'ERASED')) NOT VALID;

ALTER TABLE sessions VALIDATE CONSTRAINT sessions_state_check;
