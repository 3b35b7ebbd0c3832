-- What a customer may still tap, and since when they have not been answered because it was too much.
ALTER TABLE customers
    ADD COLUMN tap_bucket BYTEA,
    ADD COLUMN limited_at TIMESTAMPTZ;

-- How many taps went unanswered lately.
CREATE INDEX tap_events_limited ON tap_events (salon_id, decided_at)
    WHERE realm = 'LIVE' AND outcome = 'rate_limited';

-- When the books were gone through as a whole, and what was found. Of unfinished runs there is one, however many nodes there
-- are; night is the local date for which it ran, NULL when somebody asked for it.
CREATE TABLE audit_runs (
    id          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    night       DATE UNIQUE,
    asked_by    VARCHAR(64),
    started_at  TIMESTAMPTZ NOT NULL,
    finished_at TIMESTAMPTZ
);

CREATE UNIQUE INDEX audit_runs_one_at_a_time ON audit_runs ((TRUE)) WHERE finished_at IS NULL;

CREATE TABLE audit_findings (
    run_id BIGINT      NOT NULL REFERENCES audit_runs (id) ON DELETE CASCADE,
    kind   VARCHAR(40) NOT NULL,
    -- NULL: there was no answer.
    found  BIGINT,
    PRIMARY KEY (run_id, kind)
);
