package io.quickbooking.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quickbooking.core.admin.bookings.StaffBooking.Guest;
import io.quickbooking.core.catalog.CatalogFile;
import io.quickbooking.core.catalog.CatalogFileException;
import io.quickbooking.core.inbox.ReceivedText;
import io.quickbooking.core.simulation.NewSimulation;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A name of which nothing can be seen is no name, wherever one is taken. */
class NamesNobodyCanSeeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "\u00A0\u2003\u3000",
                "\u200B\u200C\u200D\u2060\uFEFF",
                "\u00AD",
                "\u3164",
                "\u115F\u1160\uFFA0",
                "\u2800",
                "\uFE0F",
                "\u034F",
                "\u0301",
                "\u180E",
                "\uDB40\uDC20",
                "\u2028\t",
                "\u3164 \u200B \u2800",
            })
    void is_no_name(String name) {
        assertThat(VisibleText.isBlank(name)).isTrue();
        assertThat(ReceivedText.profileName(name)).as("in WhatsApp").isNull();
        assertThat(new Guest(null, "+15550100123", null, name).name())
                .as("at the desk")
                .isNull();
        assertThatThrownBy(() -> new NewSimulation(UUID.randomUUID(), name, "en", true, UUID.randomUUID()))
                .as("in the simulator")
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CatalogFile.parse("nova.yaml", """
                        salons:
                          - code: nova
                            name: Nova
                            phoneNumberId: "5550101"
                            timeZone: America/New_York
                            services: [{ code: s1, name: Cut, minutes: 30 }]
                            masters: [{ code: m1, name: "%s", services: [s1] }]
                        """.formatted(escaped(name))))
                .as("in the catalogue")
                .isInstanceOf(CatalogFileException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "李", "י", "🙂", "👩‍👧", "ك\u200Cم", "...", "-", "☆", "0", "e\u0301", "\u3164A"})
    void is_a_name(String name) {
        assertThat(VisibleText.isBlank(name)).isFalse();
        assertThat(ReceivedText.profileName(name)).isNotNull();
        assertThat(new Guest(null, null, null, name).name()).isNotNull();
    }

    private static String escaped(String name) {
        StringBuilder escaped = new StringBuilder();
        name.chars().forEach(unit -> escaped.append("\\u%04X".formatted(unit)));
        return escaped.toString();
    }
}
