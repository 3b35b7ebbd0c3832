package io.quickbooking.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.QuickBookingProperties.WhatsApp;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadyMessageTest {
    private static final URI GRAPH = URI.create("https://graph.facebook.com");

    @Test
    void it_tells_whether_messages_leave_the_machine() {
        assertThat(ReadyMessage.messages(whatsapp(List.of(), false, null))).contains("stay in the console");
        assertThat(ReadyMessage.messages(whatsapp(List.of(), false, "hidden")))
                .contains("are sent to https://graph.facebook.com")
                .doesNotContain("hidden");
    }

    @Test
    void it_tells_which_webhooks_are_accepted() {
        assertThat(ReadyMessage.webhooks(whatsapp(List.of(), false, null))).contains("are refused");
        assertThat(ReadyMessage.webhooks(whatsapp(List.of("hidden"), false, null)))
                .isEqualTo("webhooks must be signed");
        assertThat(ReadyMessage.webhooks(whatsapp(List.of("hidden"), true, null)))
                .contains("UNSIGNED");
    }

    private static WhatsApp whatsapp(List<String> secrets, boolean unsigned, String token) {
        return new WhatsApp(secrets, unsigned, null, token, GRAPH, "v26.0");
    }
}
