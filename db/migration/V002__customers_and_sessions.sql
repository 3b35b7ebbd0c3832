-- The customers of the salons, and what they have chosen and not yet confirmed.

-- The common form of all spellings of one phone line. In Mexico, WhatsApp's numbers have a 1 after the country code, in
-- Argentina a 9. In Brazil they may lack the 9 of mobile numbers (which began with 6 to 9; a landline begins with 2 to 5). In
-- Côte d'Ivoire and Benin they may be those from before the change to ten digits.
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

-- All spellings of a line, including the given one.
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

-- phone: the wa_id as WhatsApp sent it, digits without '+'. user_id: WhatsApp's business-scoped user id.
-- Every tap of a customer locks this row first, which puts the taps of one customer in order.
CREATE TABLE customers (
    id              UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    salon_id        UUID          NOT NULL REFERENCES salons (id),
    realm           VARCHAR(10)   NOT NULL DEFAULT 'LIVE' CHECK (realm IN ('LIVE', 'SIMULATED')),
    phone           VARCHAR(20),
    phone_key       VARCHAR(22)   GENERATED ALWAYS AS (phone_key(phone)) STORED,
    user_id         VARCHAR(140),
    name            VARCHAR(100),
    language        VARCHAR(35),
    notes           VARCHAR(2000) NOT NULL DEFAULT '',
    -- The session whose card the customer sees, and which of its selections; NULL: none.
    session_id      UUID,
    selection       INT,
    -- WhatsApp permits free-form messages for 24 hours after this.
    last_inbound_at TIMESTAMPTZ,
    -- When a text of the customer was last answered with an offer.
    offered_at      TIMESTAMPTZ,
    -- The customer said stop: only answers are sent.
    opted_out_at    TIMESTAMPTZ,
    -- The remaining rate limit, and since when taps have gone unanswered because there were too many.
    tap_bucket      BYTEA,
    limited_at      TIMESTAMPTZ,
    -- The customer asked to be forgotten. The row stays, because bookings and counts refer to it, and names nobody.
    erased_at       TIMESTAMPTZ,
    created_at      TIMESTAMPTZ   NOT NULL DEFAULT now(),
    updated_at      TIMESTAMPTZ   NOT NULL DEFAULT now(),
    -- A walk-in may be known by name alone.
    CONSTRAINT customers_known CHECK (
        (erased_at IS NULL AND (phone IS NOT NULL OR user_id IS NOT NULL OR name IS NOT NULL))
        OR (erased_at IS NOT NULL AND phone IS NULL AND user_id IS NULL AND name IS NULL AND notes = '')),
    CONSTRAINT customers_selection CHECK ((session_id IS NULL) = (selection IS NULL)),
    -- One line is one customer, however WhatsApp, the desk or a program writes its number.
    CONSTRAINT customers_salon_id_realm_phone_key UNIQUE (salon_id, realm, phone_key),
    UNIQUE (salon_id, realm, user_id),
    UNIQUE (salon_id, id)
);

-- Staff often know only the last digits of a number.
CREATE INDEX customers_phone_end ON customers (salon_id, (reverse(phone)) COLLATE "C")
    WHERE realm = 'LIVE' AND phone IS NOT NULL;

-- A name without case, accents, vowel points and punctuation, its words separated by single spaces. Every letter is written
-- out, because lower() and pg_trgm know only the letters of the database's locale, and in C those are A to Z.
CREATE FUNCTION fold_letters(name TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT btrim(regexp_replace(
        replace(replace(replace(
            translate(
                lower(regexp_replace(
                    normalize(name, NFKD),
                    '[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2060-\u2069\u20d0-\u20f0\ufe00-\ufe0f\u0027\u0060\u00b4\u2018\u2019\u05f3\u05f4]',
                    '', 'g') COLLATE "C"),
                'ØøŁłĐđÐðÞþıƏəÆŒẞΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩςЂЄЅІЈЉЊЋЏАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯҊҐҒҔҖҘҚҜҠҢҨҪҮҰҲҴҸҺҼӘӠӨԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖ',
                'oollddddttieeæœßαβγδεζηθικλμνξοπρστυφχψωσђєѕіјљњћџабвгдежзиклмнопрстуфхцчшщъыьэюяҋґғҕҗҙқҝҡңҩҫүұҳҵҹһҽәӡөաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ'),
            'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'),
        '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2000-\u206f\u3000-\u3003]+', ' ', 'g'))
$$;

-- A name as it is searched. Arabic and Persian keyboards write the same letter with different characters, and people often
-- omit final forms.
CREATE FUNCTION fold_name(name TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT translate(fold_letters(name), 'ىیےېکڪةەہھۃٱء', 'ييييككههههها')
$$;

-- The words of a name. Müller is found as Muller and as Mueller, and Mueller as Müller. Longer words are cut, because the
-- length of an index entry is limited; their beginning still finds them.
CREATE FUNCTION name_words(name TEXT) RETURNS SETOF TEXT LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT DISTINCT left(word, 40)
    FROM (VALUES
        (fold_name(name)),
        (fold_name(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
            normalize(name, NFC), '[Ää]', 'ae', 'g'), '[ÖöØø]', 'oe', 'g'), '[Üü]', 'ue', 'g'), '[Åå]', 'aa', 'g'))),
        (regexp_replace(fold_name(name), '([aou])e', '\1', 'g'))) AS spelling (folded)
    CROSS JOIN LATERAL unnest(string_to_array(folded, ' ')) AS word
    WHERE word <> ''
$$;

-- One row for each word of each customer's name, so that an index finds the customer by the beginning of any word.
CREATE TABLE customer_words (
    salon_id    UUID NOT NULL,
    word        TEXT COLLATE "C" NOT NULL,
    customer_id UUID NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    PRIMARY KEY (customer_id, word)
);

CREATE INDEX customer_words_beginning ON customer_words (salon_id, word, customer_id);

CREATE FUNCTION note_customer_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        DELETE FROM customer_words WHERE customer_id = NEW.id;
    END IF;
    INSERT INTO customer_words (salon_id, word, customer_id)
    SELECT NEW.salon_id, word, NEW.id
    FROM name_words(NEW.name) AS word;
    RETURN NULL;
END $$;

CREATE TRIGGER customers_note_words
    AFTER INSERT ON customers
    FOR EACH ROW WHEN (NEW.realm = 'LIVE' AND NEW.name IS NOT NULL)
    EXECUTE FUNCTION note_customer_words();

CREATE TRIGGER customers_note_changed_words
    AFTER UPDATE OF name ON customers
    FOR EACH ROW WHEN (NEW.realm = 'LIVE' AND OLD.name IS DISTINCT FROM NEW.name)
    EXECUTE FUNCTION note_customer_words();

-- The time that a customer was told is a time on the salon's clock. It is stored next to the instant that it meant at that
-- moment, because governments change what a clock shows, and time zone tables follow later. The functions below serve the
-- sessions and the bookings.

-- The zone's name if the database understands it as Java does, else Z, which means: the wall time is unknown and the instant
-- counts. PostgreSQL reads the sign of UTC+3 the other way round, and may be too old to know a zone.
CREATE FUNCTION zone_of_database(zone TEXT) RETURNS TEXT LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF zone ~ '^(UTC|GMT|UT)?[+-]' THEN
        RETURN 'Z';
    END IF;
    PERFORM now() AT TIME ZONE zone;
    RETURN zone;
EXCEPTION WHEN invalid_parameter_value THEN
    RETURN 'Z';
END $$;

-- Fills the wall time for programs that do not set it; they mean the instant that they write. The product sets it itself,
-- because the database's time zone tables may be older than Java's.
CREATE FUNCTION fill_wall_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.wall_zone := COALESCE((SELECT zone_of_database(time_zone) FROM salons WHERE id = NEW.salon_id), 'Z');
    NEW.wall_start := NEW.start_ts AT TIME ZONE NEW.wall_zone;
    RETURN NEW;
END $$;

CREATE FUNCTION leave_wall_time_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.wall_start := NULL;
    RETURN NEW;
END $$;

CREATE FUNCTION keep_wall_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.wall_start := OLD.wall_start;
    RETURN NEW;
END $$;

CREATE FUNCTION drop_wall_ts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.wall_ts := NULL;
    RETURN NEW;
END $$;


-- The journal of sessions: what a customer has chosen and not yet confirmed, from the first message on.
CREATE TABLE sessions (
    id              UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    salon_id        UUID        NOT NULL,
    realm           VARCHAR(10) NOT NULL DEFAULT 'LIVE' CHECK (realm IN ('LIVE', 'SIMULATED')),
    customer_id     UUID        NOT NULL,
    state           VARCHAR(10) NOT NULL DEFAULT 'ACTIVE'
                    -- ERASED: ended by the erasure of its customer, so neither lost nor expired.
                    CHECK (state IN ('ACTIVE', 'BOOKED', 'LOST', 'EXPIRED', 'ERASED')),
    step            VARCHAR(10) NOT NULL DEFAULT 'CARD'
                    CHECK (step IN ('OFFER', 'SERVICE', 'MASTER', 'DAY', 'TIME', 'CARD')),
    -- The number of cards shown; 0: none yet.
    selection       INT         NOT NULL CHECK (selection >= 0),
    day             DATE,
    master_id       UUID,
    service_id      UUID,
    start_ts        TIMESTAMPTZ,
    end_ts          TIMESTAMPTZ,
    wall_start      TIMESTAMP,
    wall_zone       VARCHAR(64),
    -- When the clock shows wall_start by the rules in force, if that is not start_ts. The check of wall times writes it.
    wall_ts         TIMESTAMPTZ,
    price           BIGINT,
    language        VARCHAR(35) NOT NULL,
    -- The content of the card of this selection. It does not change with the catalogue: a confirmation books what the card
    -- shows, or a new card follows.
    shown_selection INT,
    shown_service   VARCHAR(100),
    shown_master    VARCHAR(100),
    shown_currency  CHAR(3),
    -- The outbound message that showed the current selection.
    reply_id        BIGINT,
    started_at      TIMESTAMPTZ NOT NULL,
    selected_at     TIMESTAMPTZ NOT NULL,
    expires_at      TIMESTAMPTZ NOT NULL,
    ended_at        TIMESTAMPTZ,
    CHECK (start_ts < end_ts),
    CHECK ((state = 'ACTIVE') = (ended_at IS NULL)),
    CONSTRAINT sessions_card CHECK (
        step <> 'CARD'
        OR (selection > 0 AND master_id IS NOT NULL AND service_id IS NOT NULL AND start_ts IS NOT NULL
            AND end_ts IS NOT NULL AND price IS NOT NULL)),
    CONSTRAINT sessions_wall CHECK (
        start_ts IS NULL OR (wall_start IS NOT NULL AND wall_zone IS NOT NULL)),
    FOREIGN KEY (salon_id, customer_id) REFERENCES customers (salon_id, id),
    FOREIGN KEY (salon_id, master_id) REFERENCES masters (salon_id, id),
    FOREIGN KEY (salon_id, service_id) REFERENCES services (salon_id, id)
);

CREATE UNIQUE INDEX sessions_one_active_per_customer ON sessions (customer_id) WHERE state = 'ACTIVE';
CREATE INDEX sessions_in_hand ON sessions (salon_id, start_ts) WHERE state = 'ACTIVE';
CREATE INDEX sessions_running_out ON sessions (expires_at) WHERE state = 'ACTIVE';
CREATE INDEX sessions_customer ON sessions (customer_id, started_at);

-- The sessions of a salon that ended recently; sessions_in_hand has the live ones.
CREATE INDEX sessions_ended ON sessions (salon_id, realm, ended_at) WHERE ended_at IS NOT NULL;

-- The metrics count only sessions that reached a card.
CREATE INDEX sessions_period ON sessions (salon_id, realm, started_at)
    INCLUDE (state, selected_at, expires_at, ended_at, master_id)
    WHERE selection > 0;

-- Sessions of customers who looked at times and chose none. Nothing counts them, and retention removes them.
CREATE INDEX sessions_without_card ON sessions (ended_at) WHERE selection = 0 AND ended_at IS NOT NULL;

-- The triggers run in the order of their names. An UPDATE that changes the start and does not name the wall time clears it
-- (1); one that names it with the value of before keeps it (2: a trigger OF a column knows whether the statement named it);
-- and a wall time that is still missing is filled (3).
CREATE TRIGGER sessions_wall_0_moved BEFORE UPDATE OF start_ts, wall_start, wall_zone ON sessions
    FOR EACH ROW WHEN (NEW.wall_ts IS NOT NULL
        AND (OLD.start_ts, OLD.wall_start, OLD.wall_zone) IS DISTINCT FROM (NEW.start_ts, NEW.wall_start, NEW.wall_zone))
    EXECUTE FUNCTION drop_wall_ts();
CREATE TRIGGER sessions_wall_1_open BEFORE UPDATE OF start_ts ON sessions
    FOR EACH ROW WHEN (OLD.start_ts IS DISTINCT FROM NEW.start_ts AND OLD.wall_start IS NOT DISTINCT FROM NEW.wall_start)
    EXECUTE FUNCTION leave_wall_time_open();
CREATE TRIGGER sessions_wall_2_said BEFORE UPDATE OF wall_start ON sessions
    FOR EACH ROW WHEN (NEW.wall_start IS NULL)
    EXECUTE FUNCTION keep_wall_time();
CREATE TRIGGER sessions_wall_3_fill BEFORE INSERT OR UPDATE OF start_ts ON sessions
    FOR EACH ROW WHEN (NEW.wall_start IS NULL AND NEW.start_ts IS NOT NULL)
    EXECUTE FUNCTION fill_wall_time();
