package io.quickbooking.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.simulation.LimitBreach.Limit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PhoneMessageReaderTest {

    @Test
    void a_message_at_its_limits_is_accepted() {
        PhoneMessage message = PhoneMessageReader.read(buttons("b".repeat(1024), 3, "i".repeat(255), "t".repeat(19)));
        assertThat(message.breaches()).isEmpty();
        assertThat(message.buttons()).hasSize(3);
    }

    @Test
    void a_message_beyond_its_limits_would_be_rejected() {
        PhoneMessage message = PhoneMessageReader.read(buttons("b".repeat(1025), 4, "i".repeat(256), "t".repeat(20)));
        assertThat(message.breaches())
                .contains(
                        new LimitBreach(Limit.BODY, 1024, 1025),
                        new LimitBreach(Limit.BUTTONS, 3, 4),
                        new LimitBreach(Limit.BUTTON_ID, 256, 257),
                        new LimitBreach(Limit.BUTTON_TITLE, 20, 21));
    }

    @Test
    void buttons_that_are_alike_would_be_rejected() {
        String button = "{\"type\":\"reply\",\"reply\":{\"id\":\"a\",\"title\":\"A\"}}";
        PhoneMessage message = PhoneMessageReader.read("""
                {"type":"interactive","interactive":{"type":"button","body":{"text":"x"},
                 "action":{"buttons":[%s,%s]}}}""".formatted(button, button));
        assertThat(message.breaches()).contains(new LimitBreach(Limit.ALIKE, 1, 2));
    }

    @Test
    void rows_of_a_list_have_limits_too() {
        assertThat(PhoneMessageReader.read(list(10, "t".repeat(22))).breaches()).isEmpty();
        assertThat(PhoneMessageReader.read(list(11, "t".repeat(23))).breaches())
                .contains(new LimitBreach(Limit.ROWS, 10, 11), new LimitBreach(Limit.ROW_TITLE, 24, 25));
    }

    @Test
    void a_kind_that_whatsapp_does_not_know_would_be_rejected() {
        assertThat(PhoneMessageReader.read("{\"type\":\"carousel\"}").breaches())
                .contains(new LimitBreach(Limit.SHAPE, 1, 0));
    }

    /** Ids and titles get a digit more, which tells them apart. */
    private static String buttons(String body, int count, String id, String title) {
        String buttons = IntStream.range(0, count)
                .mapToObj(i -> "{\"type\":\"reply\",\"reply\":{\"id\":\"%s%d\",\"title\":\"%s%d\"}}"
                        .formatted(id, i, title, i))
                .collect(Collectors.joining(","));
        return """
                {"type":"interactive","interactive":{"type":"button","body":{"text":"%s"},
                 "action":{"buttons":[%s]}}}""".formatted(body, buttons);
    }

    private static String list(int count, String title) {
        String rows = IntStream.range(0, count)
                .mapToObj(i -> "{\"id\":\"r%d\",\"title\":\"%s%02d\"}".formatted(i, title, i))
                .collect(Collectors.joining(","));
        return """
                {"type":"interactive","interactive":{"type":"list","body":{"text":"x"},
                 "action":{"button":"Times","sections":[{"title":"Today","rows":[%s]}]}}}""".formatted(rows);
    }
}
