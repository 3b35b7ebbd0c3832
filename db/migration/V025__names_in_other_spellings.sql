-- Names are found in the spellings that people use for one letter.

-- Arabic and Persian keyboards have letters of their own for one letter, and final forms are left out in a hurry.
-- The version before calls fold_name, which stays.
ALTER FUNCTION fold_name(TEXT) RENAME TO fold_letters;

CREATE FUNCTION fold_name(name TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT translate(fold_letters(name), 'ىیےېکڪةەہھۃٱء', 'ييييككههههها')
$$;

-- Müller is found as Muller and as Mueller, and Mueller as Müller.
CREATE OR REPLACE FUNCTION name_words(name TEXT) RETURNS SETOF TEXT LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT DISTINCT left(word, 40)
    FROM (VALUES
        (fold_name(name)),
        (fold_name(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
            normalize(name, NFC), '[Ää]', 'ae', 'g'), '[ÖöØø]', 'oe', 'g'), '[Üü]', 'ue', 'g'), '[Åå]', 'aa', 'g'))),
        (regexp_replace(fold_name(name), '([aou])e', '\1', 'g'))) AS spelling (folded)
    CROSS JOIN LATERAL unnest(string_to_array(folded, ' ')) AS word
    WHERE word <> ''
$$;

DELETE FROM customer_words WHERE word <> left(fold_name(word), 40);

INSERT INTO customer_words (salon_id, word, customer_id)
SELECT c.salon_id, word, c.id
FROM customers c
CROSS JOIN LATERAL name_words(c.name) AS word
WHERE c.realm = 'LIVE'
ON CONFLICT (customer_id, word) DO NOTHING;
