package io.quickbooking.console.api;

import static io.quickbooking.console.testing.ConsoleClient.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.testing.ConsoleClient.Answer;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.testing.GraphApiStandIn;
import io.quickbooking.testing.Race;
import io.quickbooking.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiTest {
    private static final String PROBLEM = "application/problem+json";

    private final TestDatabase database = TestDatabase.createEmpty();
    private final GraphApiStandIn graph = GraphApiStandIn.start();
    private final RunningConsole console = RunningConsole.on(
            database,
            Map.of(
                    "booking.whatsapp.access-token",
                    "fictional-token",
                    "booking.whatsapp.graph-url",
                    graph.url().toString()));

    @AfterAll
    void close() {
        console.close();
        graph.close();
        database.close();
    }

    @Test
    void a_slot_is_found_tapped_confirmed_and_read_back() {
        JsonNode slot = slots("salon=aurora&master=m123&service=s456&limit=1").get(0);
        assertThat(slot.at("/master/name").asString()).isEqualTo("Sarah Johnson");
        assertThat(slot.at("/minutes").asInt()).isEqualTo(60);
        assertThat(slot.at("/price").asInt()).isEqualTo(5000);
        assertThat(slot.at("/title").asString()).matches("\\d{1,2}:\\d{2} [AP]M - Sarah");

        long counter = counter();
        Answer card = console.tap("+1 (555) 010-0201", slot.at("/buttonId").asString());
        assertThat(card.status()).isEqualTo(200);
        assertThat(card.json().at("/outcome").asString()).isEqualTo("card_shown");

        Answer booked = console.tap("+15550100201", card.button(0));
        assertThat(booked.status()).isEqualTo(200);
        String code = booked.json().at("/bookingCode").asString();
        assertThat(code).matches("BK[0-9]{6}");
        assertThat(counter()).isEqualTo(counter + 1);

        JsonNode booking = console.getAsAdmin("/api/v1/bookings/" + code).json();
        assertThat(booking.at("/start").asString()).isEqualTo(slot.at("/start").asString());
        assertThat(booking.at("/status").asString()).isEqualTo("CONFIRMED");
        assertThat(booking.at("/customer/phone").asString()).isEqualTo("15550100201");
        assertThat(booking.at("/master/code").asString()).isEqualTo("m123");
        assertThat(console.getAsAdmin("/api/v1/bookings/" + code.toLowerCase(Locale.ROOT) + "%20")
                        .status())
                .isEqualTo(200);
        // The customer gets both in WhatsApp as well.
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> graph.requestsTo("+15550100201").size() == 2);
    }

    @Test
    void the_slots_of_a_day_a_time_or_anybody_can_be_asked_for() {
        JsonNode anybody = slots("salon=aurora&limit=100");
        assertThat(anybody).hasSize(100);
        assertThat(anybody.findValuesAsString("buttonId")).doesNotHaveDuplicates();
        String later = anybody.get(99).at("/start").asString();
        assertThat(slots("salon=aurora&limit=1&from=" + encoded(later))
                        .get(0)
                        .at("/start")
                        .asString())
                .isEqualTo(later);
        String day = later.substring(0, 10);
        assertThat(slots("salon=aurora&limit=1&from=" + day).get(0).at("/start").asString())
                .isGreaterThanOrEqualTo(day);
        assertThat(slots("salon=aurora&from=2200-01-01")).isEmpty();
        assertThat(slots("salon=aurora&from=2001-01-01&limit=1")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "salon=nowhere, 404",
        "salon=aurora&master=m999, 400",
        "salon=aurora&service=s999, 400",
        "salon=aurora&limit=0, 400",
        "salon=aurora&limit=101, 400",
        "salon=aurora&limit=many, 400",
        "salon=aurora&from=tomorrow, 400",
        "salon=aurora&from=2026-02-30, 400",
        "master=m123, 400",
    })
    void wrong_parameters_are_problems(String query, int status) {
        Answer answer = console.getAsAdmin("/api/v1/slots?" + query);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.contentType()).isEqualTo(PROBLEM);
        assertThat(answer.json().at("/detail").asString()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x | malformed | Invalid button format. Please try again.",
                "slot_2030-02-30_10:00_m123 | malformed | Invalid button format. Please try again.",
                "confirm_booking_temp | session_expired | Session expired. Please select a time slot again.",
                "slot_2030-10-25_10:00_m999 | unknown_provider | Service provider not found.",
            })
    void a_bad_request_has_the_customers_words_and_status_400(String buttonId, String outcome, String detail) {
        Answer answer = console.tap("+15550100202", buttonId);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.contentType()).isEqualTo(PROBLEM);
        assertThat(answer.json().at("/outcome").asString()).isEqualTo(outcome);
        assertThat(answer.json().at("/detail").asString()).isEqualTo(detail);
        assertThat(answer.json().at("/status").asInt()).isEqualTo(400);
        assertThat(answer.json().at("/type").asString())
                .isEqualTo("urn:quick-booking:problem:" + outcome.replace('_', '-'));
    }

    @Test
    void a_slot_that_was_just_booked_is_a_conflict_with_alternatives() {
        String slot =
                slots("salon=aurora&master=m123&limit=1").get(0).at("/buttonId").asString();
        Answer anas = console.tap("+15550100203", slot);
        Answer bobs = console.tap("+15550100204", slot);
        assertThat(console.tap("+15550100204", bobs.button(0)).status()).isEqualTo(200);

        Answer lost = console.tap("+15550100203", anas.button(0));
        assertThat(lost.status()).isEqualTo(409);
        assertThat(lost.contentType()).isEqualTo(PROBLEM);
        assertThat(lost.json().at("/detail").asString())
                .isEqualTo("Sorry, this slot was just booked. Please select another time.");
        assertThat(lost.json().at("/message/buttons")).hasSize(3);
        assertThat(console.tap("+15550100203", lost.button(0)).status()).isEqualTo(200);
    }

    @Test
    void a_taken_slot_is_answered_with_alternatives_when_it_is_picked() {
        String slot =
                slots("salon=aurora&master=m123&limit=1").get(0).at("/buttonId").asString();
        console.tap("+15550100205", console.tap("+15550100205", slot).button(0));
        Answer answer = console.tap("+15550100206", slot);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/outcome").asString()).isEqualTo("slot_unavailable");
        assertThat(answer.json().at("/message/body").asString())
                .startsWith("Sorry, this time slot is no longer available. Here are alternative times:");
    }

    @Test
    void fifty_customers_confirm_one_slot_through_the_api_and_one_gets_it() {
        String slot =
                slots("salon=aurora&master=m123&limit=1").get(0).at("/buttonId").asString();
        List<Callable<Integer>> confirmations = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String phone = "+155501003%02d".formatted(i);
            String confirm = console.tap(phone, slot).button(0);
            confirmations.add(() -> console.tap(phone, confirm).status());
        }
        List<Integer> statuses = Race.of(confirmations);
        assertThat(statuses).containsOnly(200, 409).containsOnlyOnce(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "null",
                "{\"salon\":\"aurora\"}",
                "{\"salon\":\"\",\"customer\":\"+15550100123\",\"buttonId\":\"x\"}",
                "{\"salon\":\"aurora\",\"customer\":\"nobody\",\"buttonId\":\"x\"}",
                "{\"salon\":\"aurora\",\"customer\":\"123\",\"buttonId\":\"x\"}",
                "{\"salon\":\"aurora\",\"customer\":[],\"buttonId\":\"x\"}",
                "{\"salon\":\"aurora\",\"customer\":\"+15550100123\",\"buttonId\":\" \"}",
            })
    void a_request_that_is_none_is_a_problem(String body) {
        Answer answer = console.postTap(body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.contentType()).isEqualTo(PROBLEM);
        assertThat(answer.json().at("/detail").asString()).isNotBlank();
        assertThat(answer.body()).doesNotContain("Exception", "io.quickbooking", "jackson");
    }

    @Test
    void names_and_ids_with_control_characters_do_no_harm() {
        Answer answer =
                console.postTap("{\"salon\":\"aurora\",\"customer\":\"+15550100207\",\"buttonId\":\"a\\u0000b\","
                        + "\"name\":\"\\u0000\\u202e<b>Ana\\ud800\",\"language\":\"x\\u0000\"}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/outcome").asString()).isEqualTo("malformed");
    }

    @Test
    void an_unknown_salon_and_an_unknown_booking_are_not_found() {
        assertThat(console.postTap("{\"salon\":\"nowhere\",\"customer\":\"+15550100123\",\"buttonId\":\"x\"}")
                        .status())
                .isEqualTo(404);
        assertThat(console.postTap("{\"salon\":\"a\\u0000b\",\"customer\":\"+15550100123\",\"buttonId\":\"x\"}")
                        .status())
                .isEqualTo(404);
        assertThat(console.getAsAdmin("/api/v1/bookings/BK000000").status()).isEqualTo(404);
        assertThat(console.getAsAdmin("/api/v1/bookings/nonsense").status()).isEqualTo(404);
        assertThat(console.getAsAdmin("/api/v1/nothing").status()).isEqualTo(404);
    }

    @Test
    void a_failing_database_is_a_failure_in_the_customers_words() {
        database.jdbc().sql("ALTER TABLE customers RENAME TO away").update();
        try {
            Answer answer = console.tap("+15550100208", "x");
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.contentType()).isEqualTo(PROBLEM);
            assertThat(answer.json().at("/detail").asString()).isEqualTo("Failed to create booking. Please try again.");
            assertThat(answer.body()).doesNotContain("customers", "SQL");
        } finally {
            database.jdbc().sql("ALTER TABLE away RENAME TO customers").update();
        }
    }

    @Test
    void when_the_users_cannot_be_read_nobody_is_told_that_the_password_is_wrong() {
        database.jdbc().sql("ALTER TABLE console_users RENAME TO away").update();
        try {
            Answer answer = console.getAsAdmin("/api/v1/slots?salon=aurora");
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.contentType()).startsWith(PROBLEM);
        } finally {
            database.jdbc().sql("ALTER TABLE away RENAME TO console_users").update();
        }
    }

    @Test
    void the_api_asks_for_the_password() {
        assertThat(console.get("/api/v1/slots?salon=aurora").status()).isEqualTo(401);
        assertThat(console.postTapWithPassword("wrong").status()).isEqualTo(401);
        assertThat(console.postTapWithPassword("wrong").contentType()).startsWith(PROBLEM);
        assertThat(console.postTapWithPassword(RunningConsole.PASSWORD).status())
                .isEqualTo(400);
    }

    @Test
    void a_page_that_nobody_listed_does_not_exist() {
        assertThat(console.get("/administration").status()).isEqualTo(404);
        assertThat(console.get("/actuator/env").status()).isEqualTo(404);
        assertThat(console.get("/").status()).isEqualTo(200);
        assertThat(console.get("/actuator/health").status()).isEqualTo(200);
    }

    @Test
    void the_api_is_described() {
        JsonNode description = console.get("/v3/api-docs").json();
        assertThat(description.at("/info/title").asString()).isEqualTo("Quick Booking");
        assertThat(description.at("/components/securitySchemes/basic/scheme").asString())
                .isEqualTo("basic");
        JsonNode paths = description.at("/paths");
        assertThat(paths.propertyNames())
                .containsExactlyInAnyOrder(
                        "/api/v1/taps", "/api/v1/bookings", "/api/v1/bookings/{code}", "/api/v1/slots");
        assertThat(paths.path("/api/v1/taps").at("/post/responses").propertyNames())
                .contains("200", "400", "404", "409", "500");
        assertThat(paths.path("/api/v1/taps").at("/post/responses/409/content").propertyNames())
                .containsExactly(PROBLEM);
    }

    private JsonNode slots(String query) {
        return console.getAsAdmin("/api/v1/slots?" + query).json().at("/slots");
    }

    private long counter() {
        return database.jdbc()
                .sql("SELECT usage_current_bookings FROM salons WHERE code = 'aurora'")
                .query(Long.class)
                .single();
    }
}
