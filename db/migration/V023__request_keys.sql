-- In the order in which taps take them; the foreign keys below would lock them the other way round.
LOCK TABLE bookings, salons IN SHARE ROW EXCLUSIVE MODE;

-- Under which key a booking was asked for, and what was asked for: the same request again is answered with the same booking,
-- another request under the same key is refused.
CREATE TABLE request_keys (
    -- SHA-256 of the key.
    id          BYTEA PRIMARY KEY,
    salon_id    UUID NOT NULL REFERENCES salons (id),
    booking_id  UUID NOT NULL REFERENCES bookings (id) ON DELETE CASCADE,
    -- SHA-256 of the request. NULL: the customer was erased, and a phone number could be guessed from it.
    fingerprint BYTEA,
    CONSTRAINT request_keys_id CHECK (octet_length(id) = 32),
    CONSTRAINT request_keys_fingerprint CHECK (octet_length(fingerprint) = 32)
);

CREATE INDEX request_keys_booking ON request_keys (booking_id);
