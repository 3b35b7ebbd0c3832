-- Simulated customers. Their taps take the usual path in the realm SIMULATED; these tables record who plays which customer,
-- what was sent and what came of it. They exist only where simulation is switched on.

-- A run identifies its customer by the user id: a reset removes the customer's row, and the next tap creates it again.
CREATE TABLE simulation_runs (
    id         UUID PRIMARY KEY,
    salon_id   UUID         NOT NULL REFERENCES salons (id),
    started_by VARCHAR(64)  NOT NULL,
    name       VARCHAR(100) NOT NULL,
    phone      VARCHAR(20),
    user_id    VARCHAR(140) NOT NULL,
    language   VARCHAR(35)  NOT NULL,
    service_id UUID         NOT NULL,
    -- Names of faults, separated by commas.
    faults     VARCHAR(200) NOT NULL DEFAULT '',
    -- The last receipt that replies get.
    receipt    VARCHAR(10)  NOT NULL DEFAULT 'READ' CHECK (receipt IN ('SENT', 'DELIVERED', 'READ')),
    started_at TIMESTAMPTZ  NOT NULL,
    used_at    TIMESTAMPTZ  NOT NULL,
    UNIQUE (salon_id, phone),
    UNIQUE (salon_id, user_id)
);

CREATE INDEX simulation_runs_salon ON simulation_runs (salon_id, used_at, id);
CREATE INDEX simulation_runs_used ON simulation_runs (used_at);

CREATE TABLE simulation_steps (
    id           BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_id       UUID         NOT NULL REFERENCES simulation_runs (id) ON DELETE CASCADE,
    kind         VARCHAR(10)  NOT NULL CHECK (kind IN ('TAP', 'TEXT', 'REPEAT', 'CLOCK')),
    -- WhatsApp's id, and the webhook as it was delivered.
    message_id   VARCHAR(512),
    body         TEXT,
    -- What the customer tapped or wrote.
    words        VARCHAR(4096) NOT NULL,
    late         BOOLEAN      NOT NULL DEFAULT FALSE,
    made_at      TIMESTAMPTZ  NOT NULL,
    -- NULL: held back.
    delivered_at TIMESTAMPTZ,
    took_micros  BIGINT,
    outcome      VARCHAR(30),
    error        VARCHAR(500),
    state_before TEXT,
    state_after  TEXT
);

CREATE INDEX simulation_steps_run ON simulation_steps (run_id, id);

CREATE TABLE simulation_races (
    id         UUID PRIMARY KEY,
    salon_id   UUID        NOT NULL REFERENCES salons (id),
    started_by VARCHAR(64) NOT NULL,
    mode       VARCHAR(20) NOT NULL
               CHECK (mode IN ('SAME_SLOT', 'OVERLAPPING', 'ONE_CUSTOMER', 'ONE_DELIVERY')),
    taps       INT         NOT NULL CHECK (taps BETWEEN 2 AND 50),
    spread_ms  INT         NOT NULL CHECK (spread_ms BETWEEN 0 AND 500),
    rounds     INT         NOT NULL CHECK (rounds BETWEEN 1 AND 100),
    master_id  UUID        NOT NULL,
    service_id UUID        NOT NULL,
    start_ts   TIMESTAMPTZ NOT NULL,
    state      VARCHAR(12) NOT NULL DEFAULT 'RUNNING' CHECK (state IN ('RUNNING', 'DONE', 'FAILED', 'INTERRUPTED')),
    error      VARCHAR(500),
    started_at TIMESTAMPTZ NOT NULL,
    -- An old one while RUNNING means that the node has died.
    beat_at    TIMESTAMPTZ NOT NULL,
    ended_at   TIMESTAMPTZ
);

CREATE INDEX simulation_races_salon ON simulation_races (salon_id, started_at, id);

CREATE TABLE simulation_race_rounds (
    race_id         UUID NOT NULL REFERENCES simulation_races (id) ON DELETE CASCADE,
    round           INT  NOT NULL,
    booked          INT  NOT NULL,
    offered         INT  NOT NULL,
    repeated        INT  NOT NULL,
    other           INT  NOT NULL,
    errors          INT  NOT NULL,
    -- Pairs of bookings that overlap, counted in the table of bookings.
    double_bookings INT  NOT NULL,
    PRIMARY KEY (race_id, round)
);

CREATE TABLE simulation_race_taps (
    race_id       UUID         NOT NULL REFERENCES simulation_races (id) ON DELETE CASCADE,
    round         INT          NOT NULL,
    arrival       INT          NOT NULL,
    customer      INT          NOT NULL,
    start_ts      TIMESTAMPTZ  NOT NULL,
    tapped_at     TIMESTAMPTZ  NOT NULL,
    -- Time since the barrier opened.
    offset_micros BIGINT       NOT NULL,
    took_micros   BIGINT       NOT NULL,
    outcome       VARCHAR(30)  NOT NULL,
    error         VARCHAR(500),
    PRIMARY KEY (race_id, round, arrival)
);
