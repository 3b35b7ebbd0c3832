package io.quickbooking.core.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Properties;

/**
 * Reads the bundle of one language. It does not use {@link java.util.ResourceBundle}, whose fallback to the server's
 * language must not reach a customer.
 */
final class Phrases {
    private static final char FIRST_STRONG_ISOLATE = '\u2068';
    private static final char POP_DIRECTIONAL_ISOLATE = '\u2069';

    private final Locale language;
    private final Properties phrases;
    private final boolean rightToLeft;

    private Phrases(Locale language, Properties phrases) {
        this.language = language;
        this.phrases = phrases;
        this.rightToLeft = phrase("direction").equals("rtl");
    }

    /** @param language one of {@link Languages#supported()} */
    static Phrases in(Locale language) {
        return new Phrases(language, read(bundle(language)));
    }

    static String bundle(Locale language) {
        return language.equals(Locale.ENGLISH)
                ? "messages.properties"
                : "messages_" + language.toLanguageTag() + ".properties";
    }

    static Properties read(String bundle) {
        try (InputStream stream = Phrases.class.getResourceAsStream(bundle)) {
            if (stream == null) {
                throw new IllegalStateException("missing on the class path: " + bundle);
            }
            Properties phrases = new Properties();
            phrases.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
            return phrases;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + bundle, e);
        }
    }

    Locale language() {
        return language;
    }

    /** Returns the phrase as it is in the bundle. */
    String phrase(String key) {
        String phrase = phrases.getProperty(key);
        if (phrase == null) {
            throw new IllegalStateException(bundle(language) + " lacks " + key);
        }
        return phrase;
    }

    /** Returns the phrase with its placeholders filled by parts in the same language. */
    String phrase(String key, Object... parts) {
        return MessageFormat.format(phrase(key), parts);
    }

    /**
     * Returns the phrase with its placeholders filled by values whose writing direction may differ from the phrase's.
     */
    String sentence(String key, String... values) {
        Object[] isolated = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            isolated[i] = isolated(values[i]);
        }
        return phrase(key, isolated);
    }

    /**
     * Returns the value, isolated where it could be split or reorder the text around it: always within right-to-left
     * text, within left-to-right text if it has right-to-left characters.
     *
     * @see <a href="https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates">Unicode bidirectional
     *     algorithm, isolates</a>
     */
    String isolated(String value) {
        return rightToLeft || value.codePoints().anyMatch(Phrases::isRightToLeft)
                ? FIRST_STRONG_ISOLATE + value + POP_DIRECTIONAL_ISOLATE
                : value;
    }

    private static boolean isRightToLeft(int codePoint) {
        byte direction = Character.getDirectionality(codePoint);
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC
                || direction == Character.DIRECTIONALITY_ARABIC_NUMBER;
    }
}
