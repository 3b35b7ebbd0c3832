package io.quickbooking.core.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.message.Languages;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VocabularyTest {
    private final Vocabulary vocabulary = new Vocabulary();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hi | GREETING | en",
                "¡Hola! | GREETING | es",
                "HOLA | GREETING | es",
                "Olá, tudo bem? | GREETING | pt",
                "Bonjour | GREETING | fr",
                "שָׁלוֹם | GREETING | he",
                "שלום!! | GREETING | he",
                "مرحباً | GREETING | ar",
                "أهلا | GREETING | ar",
                "Здравствуйте, | GREETING | ru",
                "Grüß Gott | GREETING | de",
                "book | BOOK | en",
                "Hi, I would like to book for Friday | BOOK | en",
                "Hola, quiero reservar | BOOK | es pt",
                "Rendez-vous svp | BOOK | fr",
                "я хочу записаться на завтра | BOOK | ru",
                "אפשר תור למחר? | BOOK | he",
                "أريد أن أحجز موعد | BOOK | ar",
                "my booking? | MY_BOOKING | en",
                "Mi cita | MY_BOOKING | es",
                "Mein Termin | MY_BOOKING | de",
                "התור שלי | MY_BOOKING | he",
                "cancel | CANCEL | en",
                "could you please cancel my appointment | CANCEL | en",
                "CANCELAR | CANCEL | es pt",
                "je voudrais annuler mon rendez-vous | CANCEL | fr",
                "לבטל את התור | CANCEL | he",
                "إلغاء الموعد | CANCEL | ar",
                "Отменить запись | CANCEL | ru",
                "help! | HELP | en",
                "Ayuda | HELP | es",
                "stop | STOP | en es pt ru de fr he ar",
                "Alto | STOP | es",
                "стоп | STOP | ru",
                "توقف | STOP | ar",
                "START | START | en es pt ru de fr he ar",
                "ابدأ | START | ar",
            })
    void what_people_write_is_understood(String text, Word word, String languages) {
        Vocabulary.Understood understood = vocabulary.understand(text);
        assertThat(understood.word()).isEqualTo(word);
        assertThat(tags(understood)).isEqualTo(languages);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "?",
                "💇",
                "Is there parking?",
                "Please stop by at five",
                "do you start at nine",
                "facebook",
                "123",
                "\u0000",
                "a a a a a a a a book"
            })
    void anything_else_is_not(String text) {
        assertThat(vocabulary.understand(text).word()).isNull();
    }

    @Test
    void a_script_of_one_language_tells_the_language_without_a_word() {
        assertThat(tags(vocabulary.understand("عندكم مكان للسيارة؟"))).isEqualTo("ar");
        assertThat(tags(vocabulary.understand("יש חניה?"))).isEqualTo("he");
        assertThat(tags(vocabulary.understand("Есть парковка?"))).isEqualTo("ru");
        assertThat(tags(vocabulary.understand("Is there parking?"))).isEmpty();
    }

    @Test
    void every_word_is_known_in_every_language() {
        for (Locale language : Languages.supported()) {
            for (Word word : Word.values()) {
                assertThat(Arrays.asList("stop", "start"))
                        .as(language + " " + word)
                        .allSatisfy(everywhere -> assertThat(
                                        vocabulary.understand(everywhere).languages())
                                .contains(language));
            }
        }
    }

    @Test
    void the_language_changes_only_when_the_words_say_so() {
        assertThat(language("hola", null, "en")).isEqualTo("es");
        assertThat(language("hola", "en", "en")).isEqualTo("es");
        assertThat(language("hola", "es", "en")).isNull();
        assertThat(language("stop", "he", "en")).isNull();
        assertThat(language("stop", null, "he")).isEqualTo("he");
        assertThat(language("cancelar", null, "en")).isEqualTo("es");
        assertThat(language("cancelar", null, "pt")).isEqualTo("pt");
        assertThat(language("parking?", null, "pt")).isNull();
    }

    private @Nullable String language(String text, @Nullable String known, String likely) {
        return vocabulary
                .understand(text)
                .language(known == null ? null : Locale.forLanguageTag(known), Locale.forLanguageTag(likely))
                .map(Locale::toLanguageTag)
                .orElse(null);
    }

    private static String tags(Vocabulary.Understood understood) {
        return understood.languages().stream().map(Locale::toLanguageTag).collect(Collectors.joining(" "));
    }
}
