package io.quickbooking.console.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FormatsTest {
    @Test
    void a_latency_has_its_unit_in_the_language_of_the_page() {
        assertThat(formats(Locale.ENGLISH).latency(Duration.ofMillis(41))).isEqualTo("41 ms");
        assertThat(formats(Locale.ENGLISH).latency(Duration.ofMillis(1_234))).isEqualTo("1.2 s");
        assertThat(formats(Locale.forLanguageTag("he")).latency(Duration.ofMillis(41)))
                .isEqualTo("41 מ״ש");
    }

    private static Formats formats(Locale locale) {
        return new Formats(locale, ZoneOffset.UTC);
    }
}
