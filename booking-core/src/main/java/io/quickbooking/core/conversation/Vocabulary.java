package io.quickbooking.core.conversation;

import io.quickbooking.core.message.Languages;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes the words that customers write, in all languages of the product at once. Case, accents, vowel signs and
 * punctuation make no difference. A phrase counts at the beginning of a message or after a greeting and up to five
 * other words, {@code "hello, could you cancel .."}; to stop and to start, it has to be the whole message.
 */
final class Vocabulary {
    private static final int WORDS_BEFORE = 5;
    private static final int LONGEST_READ = 400;
    private static final Map<UnicodeScript, Locale> LANGUAGES_OF_SCRIPTS = Map.of(
            UnicodeScript.HEBREW, Locale.forLanguageTag("he"),
            UnicodeScript.ARABIC, Locale.forLanguageTag("ar"),
            UnicodeScript.CYRILLIC, Locale.forLanguageTag("ru"));

    private final Map<String, Phrase> phrases = new HashMap<>();
    private final int longest;

    /** @param languages in which the phrase has this meaning, in the order of {@link Languages#supported()} */
    private record Phrase(Word word, Set<Locale> languages) {}

    private record Match(Phrase phrase, int end) {}

    /**
     * The recognized meaning of a text.
     *
     * @param word null: no known word
     * @param languages it may be written in; empty: unknown
     */
    record Understood(@Nullable Word word, Set<Locale> languages) {
        /**
         * Returns the language to continue in: the customer's if it fits, else the only possible one, else a likely
         * one.
         */
        Optional<Locale> language(@Nullable Locale known, Locale likely) {
            if (languages.isEmpty() || (known != null && languages.contains(known))) {
                return Optional.empty();
            }
            if (known != null && languages.size() > 1) {
                // "Stop" is understood in every language, and is no reason to change it.
                return Optional.empty();
            }
            return languages.contains(likely)
                    ? Optional.of(likely)
                    : Optional.of(languages.iterator().next());
        }
    }

    Vocabulary() {
        Properties lists = read();
        for (Locale language : Languages.supported()) {
            for (Word word : Word.values()) {
                String key = language.toLanguageTag() + "." + word.code();
                String list = Objects.requireNonNull(lists.getProperty(key), () -> "words.properties lacks " + key);
                Arrays.stream(list.split(",")).map(Vocabulary::folded).forEach(phrase -> add(phrase, word, language));
            }
        }
        longest = phrases.keySet().stream()
                .mapToInt(phrase -> phrase.split(" ").length)
                .max()
                .orElseThrow();
    }

    private void add(String phrase, Word word, Locale language) {
        Phrase known = phrases.computeIfAbsent(phrase, unused -> new Phrase(word, new LinkedHashSet<>()));
        if (known.word() != word) {
            throw new IllegalStateException("\"" + phrase + "\" means " + known.word() + " and " + word);
        }
        known.languages().add(language);
    }

    Understood understand(String text) {
        String folded = folded(text.length() > LONGEST_READ ? text.substring(0, LONGEST_READ) : text);
        if (folded.isEmpty()) {
            return new Understood(null, Set.of());
        }
        Phrase whole = phrases.get(folded);
        if (whole != null) {
            return new Understood(whole.word(), whole.languages());
        }
        List<String> words = List.of(folded.split(" "));
        Optional<Match> greeting =
                matchAt(words, 0).filter(match -> match.phrase().word() == Word.GREETING);
        int start = greeting.map(Match::end).orElse(0);
        return find(words, start)
                .map(match ->
                        new Understood(match.phrase().word(), match.phrase().languages()))
                .or(() -> greeting.map(
                        match -> new Understood(Word.GREETING, match.phrase().languages())))
                .orElseGet(() -> new Understood(null, ofScript(folded)));
    }

    private Optional<Match> find(List<String> words, int start) {
        for (int i = start; i < words.size() && i <= start + WORDS_BEFORE; i++) {
            Optional<Match> match = matchAt(words, i)
                    .filter(found -> canBePartOfAText(found.phrase().word()));
            if (match.isPresent()) {
                return match;
            }
        }
        return Optional.empty();
    }

    private static boolean canBePartOfAText(Word word) {
        return switch (word) {
            case BOOK, MY_BOOKING, CANCEL, HELP -> true;
            case GREETING, STOP, START -> false;
        };
    }

    /** Returns the longest phrase that begins with this word. */
    private Optional<Match> matchAt(List<String> words, int from) {
        for (int end = Math.min(words.size(), from + longest); end > from; end--) {
            Phrase phrase = phrases.get(String.join(" ", words.subList(from, end)));
            if (phrase != null) {
                return Optional.of(new Match(phrase, end));
            }
        }
        return Optional.empty();
    }

    /** Returns the languages of a script; some scripts are used by only one supported language. */
    private static Set<Locale> ofScript(String text) {
        Set<UnicodeScript> scripts = text.codePoints()
                .filter(Character::isLetter)
                .mapToObj(UnicodeScript::of)
                .collect(Collectors.toSet());
        return scripts.size() == 1
                ? Stream.ofNullable(LANGUAGES_OF_SCRIPTS.get(scripts.iterator().next()))
                        .collect(Collectors.toSet())
                : Set.of();
    }

    /** Removes what writers leave out or add: case, accents and vowel signs, hamza, punctuation. */
    static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("[\\p{M}\\u0640]", "")
                .toLowerCase(Locale.ROOT)
                .replace('\u0649', '\u064A')
                .replace('\u0629', '\u0647')
                .replace("ß", "ss")
                .replaceAll("[^\\p{L}\\p{Nd}]+", " ")
                .strip();
    }

    private static Properties read() {
        try (InputStream stream = Vocabulary.class.getResourceAsStream("words.properties")) {
            Properties lists = new Properties();
            lists.load(new InputStreamReader(Objects.requireNonNull(stream), StandardCharsets.UTF_8));
            return lists;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read words.properties", e);
        }
    }
}
