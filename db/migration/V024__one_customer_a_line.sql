-- One person is one customer, however WhatsApp, the desk or a program writes their number.

-- A tap locks its customer first and writes its answer last: waiting for it here is no deadlock.
LOCK TABLE customers IN ACCESS EXCLUSIVE MODE;

-- What all spellings of one line have in common. In Mexico WhatsApp's numbers carry a 1 behind the country code, in
-- Argentina a 9, in Brazil they may lack the 9 of mobile numbers (which began with 6 to 9; a landline begins with 2 to 5),
-- in Côte d'Ivoire and Benin they may be those of before the change to ten digits.
CREATE FUNCTION phone_key(phone TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE
        WHEN phone ~ '^521[2-9][0-9]{9}$' THEN '52' || substr(phone, 4)
        WHEN phone ~ '^55[1-9][0-9]9[6-9][0-9]{7}$' THEN substr(phone, 1, 4) || substr(phone, 6)
        WHEN phone ~ '^549[1-9][0-9]{9}$' THEN '54' || substr(phone, 4)
        WHEN phone ~ '^225[04-9][0-9]{7}$' THEN
            '225' || CASE WHEN substr(phone, 5, 1) <= '3' THEN '01' WHEN substr(phone, 5, 1) <= '6' THEN '05' ELSE '07' END
            || substr(phone, 4)
        WHEN phone ~ '^229[2-9][0-9]{7}$' THEN '22901' || substr(phone, 4)
        ELSE phone
    END
$$;

-- All spellings of a line, this one among them.
CREATE FUNCTION phone_spellings(phone TEXT) RETURNS TEXT[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT array_agg(spelling)
    FROM (
        SELECT phone AS spelling
        UNION
        SELECT key
        FROM phone_key(phone) AS key
        UNION
        SELECT other
        FROM phone_key(phone) AS key
        CROSS JOIN LATERAL unnest(ARRAY[
            regexp_replace(key, '^52([2-9][0-9]{9})$', '521\1'),
            regexp_replace(key, '^55([1-9][0-9])([6-9][0-9]{7})$', '55\19\2'),
            regexp_replace(key, '^54([1-9][0-9]{9})$', '549\1'),
            regexp_replace(key, '^225(?:01|05|07)([04-9][0-9]{7})$', '225\1'),
            regexp_replace(key, '^22901([2-9][0-9]{7})$', '229\1')]) AS other
        WHERE phone_key(other) = key) spellings
$$;

-- Two rows of one line become one: the one that WhatsApp heard last stays. Where both have a user id they are two people,
-- and the number is the one's who has it now.
CREATE TEMPORARY TABLE same_line ON COMMIT DROP AS
SELECT id, phone_key(phone) AS key, salon_id, realm, user_id,
       first_value(id) OVER line AS kept,
       first_value(user_id) OVER line AS kept_user_id
FROM customers
WHERE phone IS NOT NULL
WINDOW line AS (
    PARTITION BY salon_id, realm, phone_key(phone)
    ORDER BY last_inbound_at DESC NULLS LAST, user_id NULLS LAST, created_at, id);

DELETE FROM same_line WHERE id = kept;

UPDATE customers c
SET phone = NULL
FROM same_line s
WHERE c.id = s.id
  AND s.user_id IS NOT NULL
  AND s.kept_user_id IS NOT NULL;

DELETE FROM same_line WHERE user_id IS NOT NULL AND kept_user_id IS NOT NULL;

-- A customer has one session at most: the other row's ends.
UPDATE sessions t
SET state = 'EXPIRED',
    ended_at = now()
FROM same_line s
WHERE t.customer_id = s.id
  AND t.state = 'ACTIVE';

UPDATE sessions t SET customer_id = s.kept FROM same_line s WHERE t.customer_id = s.id;
UPDATE bookings t SET customer_id = s.kept FROM same_line s WHERE t.customer_id = s.id;
UPDATE tap_events t SET customer_id = s.kept FROM same_line s WHERE t.customer_id = s.id;
-- Emptied messages keep what they are but for this.
ALTER TABLE outbound_messages DISABLE TRIGGER outbound_messages_keep_emptied;
UPDATE outbound_messages t SET customer_id = s.kept FROM same_line s WHERE t.customer_id = s.id;
ALTER TABLE outbound_messages ENABLE TRIGGER outbound_messages_keep_emptied;

-- A line has two spellings, so that there is one other row at most.
CREATE TEMPORARY TABLE other_rows ON COMMIT DROP AS
SELECT s.kept, c.user_id, c.name, c.notes, c.opted_out_at
FROM same_line s
JOIN customers c ON c.id = s.id;

DELETE FROM customers c USING same_line s WHERE c.id = s.id;

UPDATE customers c
SET user_id = coalesce(c.user_id, o.user_id),
    name = coalesce(c.name, o.name),
    notes = left(concat_ws(E'\n', nullif(c.notes, ''), nullif(o.notes, '')), 2000),
    opted_out_at = coalesce(c.opted_out_at, o.opted_out_at)
FROM other_rows o
WHERE c.id = o.kept;

-- The version before finds a customer by the spelling that is stored, which is the one that WhatsApp wrote last. It cannot
-- handle a first message in the other spelling and answers 503, so that WhatsApp delivers it again, to a node of this version
-- in the end. The index is its own, and can go with it.
CREATE INDEX customers_phone ON customers (salon_id, realm, phone);

ALTER TABLE customers
    ADD COLUMN phone_key VARCHAR(22) GENERATED ALWAYS AS (phone_key(phone)) STORED,
    DROP CONSTRAINT customers_salon_id_realm_phone_key,
    ADD CONSTRAINT customers_salon_id_realm_phone_key UNIQUE (salon_id, realm, phone_key);
