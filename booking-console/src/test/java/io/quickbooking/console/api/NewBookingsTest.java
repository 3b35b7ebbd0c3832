package io.quickbooking.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.testing.ConsoleClient.Answer;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.catalog.CatalogFile;
import io.quickbooking.core.catalog.CatalogImport;
import io.quickbooking.core.privacy.PersonalData;
import io.quickbooking.testing.Race;
import io.quickbooking.testing.TestDatabase;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bookings that programs make over the API. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NewBookingsTest {
    private final TestDatabase database = TestDatabase.createEmpty();
    private final RunningConsole console = RunningConsole.on(database, Map.of());
    private final LocalDate thursday =
            LocalDate.now(ZoneId.of("America/New_York")).plusDays(14).with(DayOfWeek.THURSDAY);

    @AfterAll
    void close() {
        console.close();
        database.close();
    }

    private String body(String start, String customer) {
        return """
                {"salon": "aurora", "service": "s456", "master": "m123", "start": "%s", "customer": %s}
                """.formatted(start, customer);
    }

    @Test
    void one_key_makes_one_booking_which_each_request_is_answered_with() {
        String body = body(thursday + "T10:00", "{\"phone\": \"+1 555 010 0301\", \"name\": \"Ana Test\"}");
        List<Answer> answers = Race.of(Collections.nCopies(5, () -> console.postBooking("key-1", body)));
        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(answers)
                .extracting(answer -> answer.json().at("/code").asString())
                .containsOnly(answers.get(0).json().at("/code").asString());
        assertThat(answers.get(0).json().at("/customer/phone").asString()).isEqualTo("15550100301");
        assertThat(answers.get(0).json().at("/start").asString()).startsWith(thursday + "T10:00");

        Answer taken = console.postBooking("key-2", body);
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.json().at("/reason").asString()).isEqualTo("booked");
        assertThat(taken.json().at("/type").asString()).endsWith("slot-unavailable");
    }

    /** Each was answered with the first customer's booking. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"salon\": \"aurora\", \"service\": \"s456\", \"master\": \"m123\", \"start\": \"%sT14:00\", \"customer\": {\"phone\": \"+15550100922\"}}",
                "{\"salon\": \"aurora\", \"service\": \"s456\", \"master\": \"m123\", \"start\": \"%sT09:00\", \"customer\": {\"phone\": \"+15550100923\"}}",
                "{\"salon\": \"aurora\", \"service\": \"s456\", \"master\": \"m123\", \"start\": \"%sT09:00\", \"customer\": {\"name\": \"Wanda\"}}",
                "{\"salon\": \"aurora\", \"service\": \"s456\", \"start\": \"%sT09:00\", \"customer\": {\"phone\": \"+15550100922\"}}",
                "{\"salon\": \"aurora\", \"service\": \"s456\", \"master\": \"m123\", \"start\": \"%sT09:00\", \"customer\": {\"phone\": \"+15550100922\"}, \"inform\": true}",
                "{\"salon\": \"other\", \"service\": \"s456\", \"master\": \"m123\", \"start\": \"%sT09:00\", \"customer\": {\"phone\": \"+15550100922\"}}",
            })
    void a_key_that_made_a_booking_makes_no_other_and_tells_of_no_other(String other) {
        anotherSalon();
        String first = body(thursday + "T09:00", "{\"phone\": \"+15550100922\"}");
        Answer booked = console.postBooking("form-1", first);
        assertThat(booked.status()).isEqualTo(200);
        long bookings = database.count("bookings");

        Answer refused = console.postBooking("form-1", other.formatted(thursday));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.contentType()).startsWith("application/problem+json");
        assertThat(refused.json().at("/type").asString()).endsWith("idempotency-key-used");
        assertThat(refused.body())
                .doesNotContain("15550100922", booked.json().at("/code").asString());
        assertThat(database.count("bookings")).isEqualTo(bookings);
        assertThat(console.postBooking("form-1", first).json()).isEqualTo(booked.json());
    }

    @Test
    void the_same_request_written_otherwise_is_the_same() {
        Answer booked = console.postBooking("key-6", body(thursday.plusDays(1) + "T12:00", "{\"name\": \"Wanda\"}"));
        String reordered =
                "{\"customer\": {\"name\": \" Wanda\"}, \"start\": \"%sT12:00:00\", \"master\": \"%s\", \"service\": \"s456\", \"salon\": \"aurora\", \"inform\": false}"
                        .formatted(
                                thursday.plusDays(1),
                                booked.json().at("/master/code").asString());
        assertThat(console.postBooking("key-6", reordered).json()).isEqualTo(booked.json());
    }

    @Test
    void of_two_requests_at_once_with_one_key_one_is_booked() {
        List<Answer> answers = Race.of(List.of(
                () -> console.postBooking("key-7", body(thursday + "T16:00", "{\"name\": \"Wanda\"}")),
                () -> console.postBooking("key-7", body(thursday + "T17:00", "{\"name\": \"Wanda\"}"))));
        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 422);
        assertThat(database.count("request_keys WHERE id = sha256('api key-7')"))
                .isOne();
    }

    @Test
    void a_key_that_made_nothing_is_still_good() {
        assertThat(console.postBooking("key-8", body(thursday + "T03:00", "{\"name\": \"Wanda\"}"))
                        .status())
                .isEqualTo(409);
        assertThat(console.postBooking("key-8", body(thursday.plusDays(1) + "T10:00", "{\"name\": \"Wanda\"}"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void after_an_erasure_no_number_can_be_guessed_from_what_was_asked_for() {
        Answer booked = console.postBooking(
                "key-9", body(thursday + "T15:00", "{\"phone\": \"+1 555 010 0309\", \"name\": \"Gone Test\"}"));
        String code = booked.json().at("/code").asString();
        String mine = "request_keys WHERE id = sha256('api key-9')";
        assertThat(database.count(mine + " AND fingerprint IS NOT NULL")).isOne();
        database.jdbc()
                .sql("UPDATE bookings SET status = 'CANCELLED' WHERE booking_code = ?")
                .param(code)
                .update();
        UUID customer = database.jdbc()
                .sql("SELECT customer_id FROM bookings WHERE booking_code = ?")
                .param(code)
                .query(UUID.class)
                .single();
        console.bean(PersonalData.class).erase(customer, "test");
        assertThat(database.count(mine + " AND fingerprint IS NULL")).isOne();
        assertThat(console.postBooking(
                                "key-9",
                                body(thursday + "T15:00", "{\"phone\": \"+1 555 010 0309\", \"name\": \"Gone Test\"}"))
                        .status())
                .isEqualTo(422);
    }

    /** With the same codes. */
    private void anotherSalon() {
        console.bean(CatalogImport.class).apply(CatalogFile.parse("other.yaml", """
                salons:
                  - code: other
                    name: Other
                    phoneNumberId: "555010077"
                    timeZone: America/New_York
                    services: [{ code: s456, name: Cut, minutes: 60 }]
                    masters: [{ code: m123, name: Ola Test, services: [s456] }]
                """));
        console.bean(Catalog.class).refresh();
    }

    @Test
    void zeros_in_front_of_a_number_are_dialled_and_not_part_of_it() {
        Answer booked = console.postBooking("key-zeros", body(thursday + "T12:00", "{\"phone\": \"0015550100920\"}"));
        assertThat(booked.json().at("/customer/phone").asString()).isEqualTo("15550100920");
        assertThat(console.tap("0015550100920", "next_times").status()).isEqualTo(200);
        assertThat(database.jdbc()
                        .sql("SELECT phone FROM customers WHERE phone LIKE '%5550100920'")
                        .query(String.class)
                        .list())
                .containsExactly("15550100920");
        assertThat(console.tap("05550100920", "next_times").status()).isEqualTo(400);
    }

    @Test
    void an_offset_means_the_moment() {
        Answer booked = console.postBooking(
                "key-3",
                body(
                        thursday.atTime(11, 0)
                                .atZone(ZoneId.of("America/New_York"))
                                .toInstant()
                                .toString(),
                        "{\"name\": \"Wanda\"}"));
        assertThat(booked.status()).isEqualTo(200);
        assertThat(booked.json().at("/start").asString()).startsWith(thursday + "T11:00");
    }

    @Test
    void rules_are_those_of_customers() {
        assertThat(console.postBooking("key-4", body(thursday + "T03:00", "{\"name\": \"Wanda\"}"))
                        .json()
                        .at("/reason")
                        .asString())
                .isEqualTo("closed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[",
                "{\"salon\": \"aurora\", \"service\": \"s456\", \"start\": \"2030-10-25T15:00\"}",
                "{\"salon\": \"aurora\", \"service\": \"s456\", \"start\": \"2030-02-30T15:00\", \"customer\": {\"name\": \"x\"}}",
                "{\"salon\": \"aurora\", \"service\": \"none\", \"start\": \"2030-10-25T15:00\", \"customer\": {\"name\": \"x\"}}",
                "{\"salon\": \"aurora\", \"service\": \"s456\", \"start\": \"2026-12-24T15:00\", \"customer\": {}}",
                "{\"salon\": \"aurora\", \"service\": \"s456\", \"start\": \"2026-12-24T15:00\", \"customer\": {\"phone\": \"x\"}}"
            })
    void what_is_not_valid_is_problem_details(String body) {
        Answer answer = console.postBooking("key-5", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/type").asString()).endsWith("bad-request");
    }

    @Test
    void a_request_without_a_key_is_refused() {
        assertThat(console.postBooking(" ", body(thursday + "T15:00", "{\"name\": \"Wanda\"}"))
                        .status())
                .isEqualTo(400);
    }
}
