package io.quickbooking.core.admin.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.testing.Payloads;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaskedJsonTest {
    @Test
    void phone_numbers_are_hidden_wherever_whatsapp_puts_them() {
        String shown = MaskedJson.of("""
                {"contact": {"wa_id": "15550100123", "profile": {"name": "Ana 15550100123"}},
                 "message": {"from": "15550100123", "id": "wamid.HBgLMTU1NTAxMDAxMjMVAgASGBQzQTdGQkJBMzQ3",
                   "timestamp": "1764079500", "text": {"body": "call +1 555-010-0199 or 15550100124"}},
                 "15550100123": 15550100123, "phone_number_id": "106540352242922"}
                """, "15550100123");

        assertThat(shown)
                .doesNotContain("15550100123", "555-010-0199", "15550100124", "HBgLMTU1NTAxMDAxMj")
                .contains("•••0123", "•••0199", "•••0124", "\"1764079500\"", "\"106540352242922\"", "wamid.…");
    }

    @Test
    void what_is_no_json_is_shown_as_it_is() {
        assertThat(MaskedJson.of("not { json 15550100123", "15550100123")).isEqualTo("not { json •••0123");
        assertThat(MaskedJson.of("", null)).isEmpty();
    }

    @Test
    void nothing_can_turn_the_direction_of_the_page() {
        assertThat(MaskedJson.of("{\"name\": \"\u202Eevil\"}", null)).contains("\\u202Eevil");
    }

    @Test
    void buttons_dates_and_times_stay_legible() {
        assertThat(MaskedJson.of("""
                        {"id": "slot_2026-06-02_15:00_m123", "body": "Tuesday, 2 June 2026, 3:00 PM. 02.06.2026. $50.00"}
                        """, "15550100123"))
                .contains("slot_2026-06-02_15:00_m123", "Tuesday, 2 June 2026, 3:00 PM. 02.06.2026. $50.00");
    }

    @Test
    void no_body_that_whatsapp_may_send_breaks_it() {
        List<Payloads.Payload> bodies = Payloads.all();
        assertThat(bodies)
                .isNotEmpty()
                .allSatisfy(body -> assertThat(MaskedJson.of(new String(body.bytes(), StandardCharsets.UTF_8), null))
                        .isNotNull());
    }
}
