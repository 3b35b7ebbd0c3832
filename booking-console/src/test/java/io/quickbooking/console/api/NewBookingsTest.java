package io.quickbooking.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.testing.ConsoleClient.Answer;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.testing.Race;
import io.quickbooking.testing.TestDatabase;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
