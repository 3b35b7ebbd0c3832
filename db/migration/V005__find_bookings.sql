-- What the console finds bookings and customers by.

CREATE INDEX bookings_salon_start ON bookings (salon_id, start_ts, booking_code);
CREATE INDEX bookings_customer_start ON bookings (customer_id, start_ts, booking_code);
CREATE INDEX outbound_messages_booking ON outbound_messages (booking_id) WHERE booking_id IS NOT NULL;
CREATE INDEX sessions_customer ON sessions (customer_id, started_at);

-- People at the desk know the last digits of a number.
CREATE INDEX customers_phone_end ON customers (salon_id, (reverse(phone)) COLLATE "C")
    WHERE realm = 'LIVE' AND phone IS NOT NULL;

-- A name as it is searched: without case, accents, vowel points and punctuation, words apart by single spaces. Written
-- out, because lower() and pg_trgm know only the letters of the database's locale, and in C those are A to Z.
CREATE FUNCTION fold_name(name TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
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

-- One row for each word of each customer's name, so that the beginning of any of them finds the customer by an index.
CREATE TABLE customer_words (
    salon_id    UUID NOT NULL,
    word        TEXT COLLATE "C" NOT NULL,
    customer_id UUID NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    PRIMARY KEY (customer_id, word)
);

CREATE INDEX customer_words_beginning ON customer_words (salon_id, word, customer_id);

-- A word longer than this is found by its beginning all the same; an index takes no row of any length.
CREATE FUNCTION name_words(name TEXT) RETURNS SETOF TEXT LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT DISTINCT left(word, 40) FROM unnest(string_to_array(fold_name(name), ' ')) AS word WHERE word <> ''
$$;

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

INSERT INTO customer_words (salon_id, word, customer_id)
SELECT c.salon_id, word, c.id
FROM customers c
CROSS JOIN LATERAL name_words(c.name) AS word
WHERE c.realm = 'LIVE';
