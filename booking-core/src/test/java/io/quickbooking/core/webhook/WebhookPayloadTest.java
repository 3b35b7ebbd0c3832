package io.quickbooking.core.webhook;

import static io.quickbooking.testing.WebhookBodies.DEMO_NUMBER;
import static io.quickbooking.testing.WebhookBodies.listTap;
import static io.quickbooking.testing.WebhookBodies.status;
import static io.quickbooking.testing.WebhookBodies.tap;
import static io.quickbooking.testing.WebhookBodies.templateTap;
import static io.quickbooking.testing.WebhookBodies.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.customer.CustomerIdentity;
import io.quickbooking.core.inbox.InboundMessage;
import io.quickbooking.core.inbox.ReceivedText;
import io.quickbooking.core.outbound.StatusUpdate;
import io.quickbooking.core.webhook.WebhookPayload.Parsed;
import io.quickbooking.core.webhook.WebhookPayload.Unhandled;
import io.quickbooking.testing.Payloads;
import io.quickbooking.testing.WebhookBodies;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WebhookPayloadTest {
    private static final Instant NOW = Instant.parse("2024-10-20T13:00:30.123456Z");
    private static final String USER_ID = "US.70010020030040050061";
    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void a_tap_says_who_tapped_what_and_when() {
        Instant sentAt = Instant.parse("2024-10-20T13:00:00Z");

        InboundMessage message = only(tap("slot_2024-10-25_15:00_m123")
                .from("15550100124")
                .named("Ben Probe")
                .wamid("wamid.1")
                .sentAt(sentAt)
                .to("555019900000002")
                .bytes());

        assertThat(message)
                .isEqualTo(new InboundMessage(
                        "555019900000002",
                        "wamid.1",
                        CustomerIdentity.ofPhone("15550100124"),
                        "Ben Probe",
                        InboundMessage.TAP,
                        "slot_2024-10-25_15:00_m123",
                        sentAt,
                        message.payload()));
    }

    @Test
    void a_batch_is_read_to_its_end_and_in_its_order() {
        List<WebhookBodies.Message> taps =
                IntStream.range(0, 1000).mapToObj(i -> tap("button_" + i)).toList();

        assertThat(parse(WebhookBodies.batch(taps)).messages())
                .extracting(InboundMessage::buttonId)
                .containsExactlyElementsOf(
                        IntStream.range(0, 1000).mapToObj(i -> "button_" + i).toList());
    }

    @Test
    void messages_and_statuses_of_several_numbers_come_apart() {
        Parsed parsed = parse(WebhookBodies.batch(
                tap("a"), listTap("b").to("555019900000002"), status("read").of("wamid.1"), templateTap("c")));

        assertThat(parsed.messages()).extracting(InboundMessage::buttonId).containsExactly("a", "c", "b");
        assertThat(parsed.messages())
                .extracting(InboundMessage::phoneNumberId)
                .containsExactly(DEMO_NUMBER, DEMO_NUMBER, "555019900000002");
        assertThat(parsed.statuses()).extracting(StatusUpdate::wamid).containsExactly("wamid.1");
        assertThat(parsed.unhandled()).isEmpty();
    }

    @Test
    void payload_is_the_message_with_its_number_and_its_contact() {
        JsonNode value = JSON.readTree(Payloads.named("synthetic-two-senders-contacts-in-other-order")
                        .bytes())
                .at("/entry/0/changes/0/value");

        JsonNode payload = JSON.readTree(parse(Payloads.named("synthetic-two-senders-contacts-in-other-order")
                        .bytes())
                .messages()
                .get(0)
                .payload());

        assertThat(payload.propertyNames()).containsExactly("metadata", "contact", "message");
        assertThat(payload.get("metadata")).isEqualTo(value.get("metadata"));
        assertThat(payload.get("contact")).isEqualTo(value.at("/contacts/1"));
        assertThat(payload.get("message")).isEqualTo(value.at("/messages/0"));
    }

    @Test
    void a_large_contact_is_not_kept_with_every_message() {
        Parsed parsed = parse(WebhookBodies.batch(tap("a").named("x".repeat(100_000)), tap("b"), tap("c")));

        assertThat(parsed.messages())
                .extracting(InboundMessage::profileName)
                .containsOnly("x".repeat(ReceivedText.MAX_PROFILE_NAME));
        assertThat(parsed.messages())
                .allSatisfy(message ->
                        assertThat(message.payload()).hasSizeLessThan(1000).contains("\"contact\":null"));
    }

    // Who

    @Test
    void a_contact_adds_the_phone_that_the_message_does_not_name() {
        assertThat(sender("{'from_user_id': 'US.1'}", "{'wa_id': '15550100124'}", "{'wa_id': '1', 'user_id': 'US.1'}"))
                .isEqualTo(new CustomerIdentity("1", "US.1"));
    }

    @Test
    void a_contact_adds_the_user_id_that_the_message_does_not_name() {
        assertThat(sender("{'from': '1'}", "{'wa_id': '2', 'user_id': 'US.2'}", "{'wa_id': '1', 'user_id': 'US.1'}"))
                .isEqualTo(new CustomerIdentity("1", "US.1"));
    }

    @Test
    void what_the_message_names_counts_more_than_its_contact() {
        assertThat(sender("{'from': '1', 'from_user_id': 'US.1'}", "{'wa_id': '2', 'user_id': 'US.1'}"))
                .isEqualTo(new CustomerIdentity("1", "US.1"));
    }

    @Test
    void a_message_that_names_nobody_is_of_the_only_contact() {
        assertThat(sender("{}", "{'wa_id': '1'}")).isEqualTo(CustomerIdentity.ofPhone("1"));
        assertThat(sender("{}", "null", "{'wa_id': '1'}")).isEqualTo(CustomerIdentity.ofPhone("1"));
    }

    @Test
    void a_message_that_names_nobody_is_of_nobody_if_there_are_two_contacts() {
        assertThat(sender("{}", "{'wa_id': '1'}", "{'wa_id': '2'}")).isNull();
    }

    @Test
    void a_message_of_somebody_else_is_not_of_the_only_contact() {
        assertThat(sender("{'from': '2'}", "{'wa_id': '1', 'user_id': 'US.1'}"))
                .isEqualTo(CustomerIdentity.ofPhone("2"));
    }

    @Test
    void a_user_id_in_the_place_of_the_phone_is_a_user_id() {
        assertThat(sender("{'from': '" + USER_ID + "'}")).isEqualTo(CustomerIdentity.ofUserId(USER_ID));
        assertThat(sender("{'from_user_id': '" + USER_ID + "'}", "{'wa_id': '" + USER_ID + "'}"))
                .isEqualTo(CustomerIdentity.ofUserId(USER_ID));
    }

    @Test
    void a_phone_too_long_to_be_one_still_leads_to_its_contact() {
        String tooLong = "1".repeat(21);

        assertThat(sender("{'from': '" + tooLong + "'}")).isNull();
        assertThat(sender("{'from': '" + tooLong + "'}", "{'wa_id': '" + tooLong + "', 'user_id': 'US.1'}"))
                .isEqualTo(CustomerIdentity.ofUserId("US.1"));
    }

    @Test
    void profile_name_is_cleaned() {
        assertThat(only(text("hello").named("\u202E Ana\n").bytes()).profileName())
                .isEqualTo("Ana");
        assertThat(only(text("hello").named(null).bytes()).profileName()).isNull();
    }

    // What

    @Test
    void button_id_has_no_control_characters_and_at_most_256() {
        assertThat(only(tap("slot\0_" + "x".repeat(300)).bytes()).buttonId())
                .isEqualTo("slot\uFFFD_" + "x".repeat(250));
    }

    @Test
    void a_reply_without_a_button_id_is_no_tap() {
        InboundMessage message = only(tap(" ").bytes());

        assertThat(message.kind()).isEqualTo("interactive");
        assertThat(message.buttonId()).isNull();
    }

    @Test
    void a_message_to_a_group_is_never_a_tap() {
        InboundMessage message =
                only(tap("a").inGroup("120363000000000123@g.us").bytes());

        assertThat(message.kind()).isEqualTo("group");
        assertThat(message.buttonId()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "'{''type'': ''a_type_with_more_than_thirty_characters''}', a_type_with_more_than_thirty_c",
        "'{''type'': ''tap''}', unknown",
        "'{''type'': null}', unknown",
        "'{''type'': [''text'']}', unknown",
        "'{''type'': ''interactive'', ''interactive'': ''button_reply''}', interactive",
        "'{''type'': ''interactive'', ''interactive'': {''type'': ''button_reply''}}', interactive",
        "'{''type'': ''interactive'', ''interactive'': {''button_reply'': {''id'': ''a''}}}', interactive",
        "'{''type'': ''button'', ''button'': {}}', button",
    })
    void what_is_no_tap_keeps_its_type_as_far_as_it_has_one(String message, String kind) {
        assertThat(only(bodyOf(message)).kind()).isEqualTo(kind);
    }

    // When

    @ParameterizedTest
    @ValueSource(strings = {"'1729429200'", "1729429200", "1729429200.0"})
    void sent_at_is_in_unix_seconds(String timestamp) {
        assertThat(only(bodyOf("{'timestamp': " + timestamp + "}")).sentAt()).isEqualTo("2024-10-20T13:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "'soon'",
                "''",
                "-1",
                "'-1'",
                "true",
                "[1729429200]",
                "'2024-10-20T13:00:00Z'",
                "1729429231",
                "'1729429200000'",
                "9223372036854775807",
                "99999999999999999999999",
                "1e400",
            })
    void an_impossible_time_or_one_to_come_is_when_it_was_received(String timestamp) {
        assertThat(only(bodyOf("{'timestamp': " + timestamp + "}")).sentAt()).isEqualTo(NOW);
    }

    // Statuses

    @Test
    void a_status_says_what_became_of_which_message() {
        Instant at = Instant.parse("2024-10-20T13:00:00Z");

        assertThat(parse(status("failed")
                                .of("wamid.1")
                                .at(at)
                                .withCallbackData("outbox-1")
                                .because(131047, "Too late")
                                .bytes())
                        .statuses())
                .containsExactly(new StatusUpdate(
                        DEMO_NUMBER, "wamid.1", "outbox-1", StatusUpdate.Status.FAILED, at, 131047, "Too late"));
    }

    @Test
    void only_a_failure_has_an_error() {
        assertThat(parse(status("delivered").because(1, "Not so bad").bytes()).statuses())
                .singleElement()
                .satisfies(status -> assertThat(status.errorCode()).isNull())
                .satisfies(status -> assertThat(status.error()).isNull());
    }

    @Test
    void an_error_fits_its_column() {
        assertThat(parse(status("failed").because(1, "x".repeat(501)).bytes()).statuses())
                .singleElement()
                .satisfies(status -> assertThat(status.error()).hasSize(500));
    }

    // What nobody understands

    @Test
    void ids_that_cannot_be_stored_are_not_understood() {
        String longest = "w".repeat(512);

        Parsed fits = parse(
                WebhookBodies.batch(tap("a").wamid(longest), status("sent").of(longest)));
        Parsed tooLong = parse(WebhookBodies.batch(
                tap("a").wamid(longest + "w"), status("sent").of(longest + "w")));

        assertThat(fits.unhandled()).isEmpty();
        assertThat(tooLong.unhandled())
                .extracting(Unhandled::reason)
                .containsExactly("message without a usable id", "status without a usable id");
        assertThat(tooLong.messages()).isEmpty();
        assertThat(tooLong.statuses()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | no object",
                "hello | not JSON",
                "{\"object\": | not JSON",
                "{} trailing | not JSON",
                "null | no object",
                "[1] | no object",
                "{\"object\":7.5} | no object",
                "{\"object\":\"instagram\"} | object instagram",
                "{\"object\":\"whatsapp_business_account\"} | no entry",
                "{\"object\":\"whatsapp_business_account\",\"entry\":{\"id\":\"1\"}} | no entry",
            })
    void a_body_that_is_none_of_ours_is_kept_as_it_is(String body, String reason) {
        assertThat(parse(body.getBytes(UTF_8)))
                .isEqualTo(new Parsed(List.of(), List.of(), List.of(), List.of(new Unhandled(reason, body, null))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "null | no changes",
                "7 | no changes",
                "{'changes': null} | no changes",
                "{'changes': [null]} | no field",
                "{'changes': [{'field': 'security', 'value': 'x'}]} | field security",
                "{'changes': [{'field': 'messages', 'value': 'x'}]} | field messages: no phone_number_id",
                "{'changes': [{'value': {'statuses': 'x'}}]} | no field",
            })
    void a_part_that_is_none_of_ours_is_kept(String entry, String reason) {
        byte[] body = json("{'object': 'whatsapp_business_account', 'entry': [" + entry + "]}");

        assertThat(parse(body).unhandled()).extracting(Unhandled::reason).containsExactly(reason);
    }

    @Test
    void lists_that_are_none_are_kept() {
        Parsed parsed = parse(bodyWith("'messages': {'id': 'wamid.1'}, 'statuses': 'sent', 'contacts': [], 'new': {}"));

        assertThat(parsed)
                .isEqualTo(new Parsed(
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(new Unhandled(
                                "field messages: messages, statuses",
                                "{\"change\":{\"field\":\"messages\",\"value\":{"
                                        + "\"messages\":{\"id\":\"wamid.1\"},"
                                        + "\"metadata\":{\"phone_number_id\":\"106540352242922\"},"
                                        + "\"statuses\":\"sent\"}},"
                                        + "\"id\":\"1\",\"time\":null}",
                                DEMO_NUMBER))));
    }

    @Test
    void elements_that_are_no_messages_do_not_hide_those_that_are() {
        Parsed parsed = parse(bodyWith("'messages': [null, 7, 'text', [], {'id': 'wamid.1', 'type': 'text'}]"));

        assertThat(parsed.messages()).extracting(InboundMessage::messageId).containsExactly("wamid.1");
        assertThat(parsed.unhandled()).hasSize(4);
    }

    @Test
    void errors_beside_messages_are_kept_without_the_messages() {
        Parsed parsed = parse(bodyWith("'messages': [{'id': 'wamid.1'}], 'errors': [{'code': 130429}]"));

        assertThat(parsed.messages()).hasSize(1);
        assertThat(parsed.unhandled())
                .singleElement()
                .satisfies(event -> assertThat(event.reason()).isEqualTo("field messages: errors"))
                .satisfies(
                        event -> assertThat(event.payload()).contains("130429").doesNotContain("wamid.1"));
    }

    @Test
    void json_nested_too_deeply_is_kept_as_text() {
        String body = "[".repeat(100_000);

        assertThat(parse(body.getBytes(UTF_8)).unhandled())
                .containsExactly(new Unhandled("JSON nested too deeply, or a number or name too long", body, null));
    }

    @Test
    void the_text_of_a_body_can_be_stored() {
        byte[] body = new byte[Unhandled.MAX_PAYLOAD + 10];
        body[0] = 'a';
        body[2] = (byte) 0xFF;

        assertThat(parse(body).unhandled()).extracting(Unhandled::payload).containsExactly("a\uFFFD");
        assertThat(new Unhandled("r".repeat(101), "p".repeat(Unhandled.MAX_PAYLOAD + 1), null))
                .satisfies(event -> assertThat(event.reason()).hasSize(100))
                .satisfies(event -> assertThat(event.payload()).hasSize(Unhandled.MAX_PAYLOAD));
    }

    @Test
    void the_same_event_has_the_same_digest_however_it_is_written() {
        byte[] once = json("{'object': 'whatsapp_business_account', 'entry': [{'id': '1', 'time': 7, 'changes':"
                + " [{'field': 'security', 'value': {'a': 'é', 'b': 2}}]}]}");
        byte[] again = json("{'entry': [{'changes': [{'value': {'b': 2, 'a': '\\u00e9'}, 'field': 'security'}],"
                + " 'time': 7, 'id': '1'}],   'object': 'whatsapp_business_account'}");

        assertThat(onlyUnhandled(again).digest())
                .hasSize(32)
                .isEqualTo(onlyUnhandled(once).digest());
    }

    @Test
    void the_same_change_at_another_time_has_another_digest() {
        String event = "{'object': 'whatsapp_business_account', 'entry': [{'id': '1', 'time': %d, 'changes':"
                + " [{'field': 'security', 'value': {'a': 1}}]}]}";

        assertThat(onlyUnhandled(json(event.formatted(7))).digest())
                .isNotEqualTo(onlyUnhandled(json(event.formatted(8))).digest());
    }

    @Test
    void digest_is_sha_256_of_reason_nul_and_payload() {
        // printf 'not JSON\0hello' | openssl dgst -sha256
        assertThat(new Unhandled("not JSON", "hello", null).digest())
                .asHexString()
                .isEqualToIgnoringCase("8d95a48802cb00ab5760234438f01bab334bf95ac23d2705d4c145a3567ff081");
    }

    private static Parsed parse(byte[] body) {
        return WebhookPayload.parse(body, NOW);
    }

    private static InboundMessage only(byte[] body) {
        Parsed parsed = parse(body);
        assertThat(parsed.unhandled()).isEmpty();
        assertThat(parsed.messages()).hasSize(1);
        return parsed.messages().get(0);
    }

    private static Unhandled onlyUnhandled(byte[] body) {
        assertThat(parse(body).unhandled()).hasSize(1);
        return parse(body).unhandled().get(0);
    }

    private static @Nullable CustomerIdentity sender(String message, String... contacts) {
        return only(bodyWith(
                        "'contacts': [" + String.join(", ", contacts) + "], 'messages': [" + withId(message) + "]"))
                .sender();
    }

    private static byte[] bodyOf(String message) {
        return bodyWith("'messages': [" + withId(message) + "]");
    }

    private static String withId(String message) {
        return message.equals("{}") ? "{'id': 'wamid.1'}" : message.replaceFirst("\\{", "{'id': 'wamid.1', ");
    }

    private static byte[] bodyWith(String partsOfTheValue) {
        return json("{'object': 'whatsapp_business_account', 'entry': [{'id': '1', 'changes': [{'field': 'messages',"
                + " 'value': {'metadata': {'phone_number_id': '" + DEMO_NUMBER + "'}, " + partsOfTheValue + "}}]}]}");
    }

    /** So that JSON reads well in Java: apostrophes for quotation marks. */
    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(UTF_8);
    }
}
