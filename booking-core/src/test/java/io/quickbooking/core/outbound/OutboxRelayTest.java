package io.quickbooking.core.outbound;

import static io.quickbooking.core.outbound.OutboxFixture.NOON;
import static io.quickbooking.core.outbound.OutboxFixture.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.database.JsonRows;
import io.quickbooking.core.signal.Topic;
import io.quickbooking.testing.GraphApiStandIn;
import io.quickbooking.testing.GraphApiStandIn.Request;
import io.quickbooking.testing.RecordedSignals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What the relay decides, turn by turn, with a clock that moves only when told. */
@ExtendWith(OutputCaptureExtension.class)
class OutboxRelayTest {
    private final OutboxFixture fixture = new OutboxFixture();
    private final GraphApiStandIn graph = fixture.graph;
    private final OutboxRelay relay = fixture.relay();
    private final UUID customer = fixture.customer(1);

    @AfterEach
    void close() {
        relay.close();
        fixture.close();
    }

    @Test
    void sent_message_is_recorded_with_its_wamid() {
        long id = fixture.add(customer, "hello");
        graph.answerNext(1, GraphApiStandIn.accept("wamid.A"));
        fixture.clock.advance(Duration.ofMillis(30));
        assertThat(relay.runOnce()).isOne();
        assertThat(fixture.row(id))
                .containsEntry("state", "SENT")
                .containsEntry("wamid", "wamid.A")
                .containsEntry("attempts", 1);
        assertThat(fixture.time(id, "sent_at")).isEqualTo(NOON.plusMillis(30));
        Request request = graph.requests().get(0);
        assertThat(request.phoneNumberId()).isEqualTo(OutboxFixture.NUMBER);
        assertThat(request.recipient()).isEqualTo(to(1));
        assertThat(request.body().path("biz_opaque_callback_data").asString()).isEqualTo("qb-" + id);
        assertThat(relay.runOnce()).isZero();
    }

    @Test
    void who_watches_the_salon_is_told_when_the_outcome_is_recorded() {
        RecordedSignals signals =
                RecordedSignals.of(fixture.signals, fixture.database, "outbound_messages WHERE state = 'SENT'");
        fixture.add(customer, "hello");
        relay.runOnce();
        relay.runOnce();
        assertThat(signals.take())
                .containsExactly(new RecordedSignals.Signal(fixture.salon, Set.of(Topic.MESSAGES, Topic.SESSIONS), 1));
    }

    @Test
    void each_number_sends_its_own_salons_messages() {
        UUID boreal = fixture.salon("boreal", "20002");
        fixture.add(fixture.customer(boreal, null, "US.10000000000000000042"), "hello");
        relay.runOnce();
        assertThat(graph.requests()).singleElement().satisfies(request -> {
            assertThat(request.phoneNumberId()).isEqualTo("20002");
            assertThat(request.recipient()).isEqualTo("US.10000000000000000042");
        });
    }

    @Test
    void one_customers_messages_go_one_after_another() {
        long first = fixture.add(customer, "first");
        long second = fixture.add(customer, "second");
        graph.answerNext(1, GraphApiStandIn.error(500, 131000, "Oops"));
        assertThat(relay.runOnce()).isOne();
        assertThat(relay.runOnce())
                .as("the first one waits, so does the second")
                .isZero();
        fixture.clock.advance(Duration.ofSeconds(2));
        assertThat(relay.runOnce()).isOne();
        assertThat(fixture.state(first)).isEqualTo("SENT");
        assertThat(fixture.state(second)).isEqualTo("PENDING");
        assertThat(relay.runOnce()).isOne();
        assertThat(fixture.state(second)).isEqualTo("SENT");
    }

    @Test
    void retries_double_their_wait_up_to_five_minutes() {
        long id = fixture.add(customer, "hello");
        graph.answer(to(1), GraphApiStandIn.error(500, 131000, "Oops"));
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300}) {
            assertThat(relay.runOnce()).isOne();
            assertWaits(id, seconds);
            fixture.clock.set(fixture.time(id, "next_attempt_at"));
        }
        assertThat(fixture.row(id))
                .containsEntry("error_code", 131000)
                .containsEntry("error", "(#131000) Refused: Oops");
    }

    @Test
    void pair_limit_makes_only_that_recipient_wait_four_times_as_long_each_time() {
        long id = fixture.add(customer, "hello");
        graph.answer(to(1), GraphApiStandIn.error(400, 131056, "Slower"));
        for (int seconds : new int[] {1, 4, 16, 64, 256, 1024, 3600}) {
            assertThat(relay.runOnce()).isOne();
            assertWaits(id, seconds);
            fixture.clock.set(fixture.time(id, "next_attempt_at"));
        }
        long other = fixture.add(fixture.customer(2), "hello");
        relay.runOnce();
        assertThat(fixture.state(other)).isEqualTo("SENT");
    }

    @Test
    void retries_end_after_a_day() {
        long id = fixture.add(customer, "hello");
        graph.answer(to(1), GraphApiStandIn.error(500, 131000, "Oops"));
        fixture.clock.advance(Duration.ofHours(24));
        fixture.customerLastWrote(customer, fixture.clock.instant());
        relay.runOnce();
        assertThat(fixture.row(id))
                .containsEntry("state", "FAILED")
                .containsEntry("error_code", 131000)
                .containsEntry("error", "Given up after 24 hours: (#131000) Refused: Oops");
    }

    @Test
    void rate_limit_pauses_the_number_and_nobody_else() {
        UUID boreal = fixture.salon("boreal", "20002");
        long limited = fixture.add(customer, "hello");
        graph.answerNext(1, GraphApiStandIn.error(429, 130429, "Slower"));
        relay.runOnce();
        long same = fixture.add(fixture.customer(2), "hello");
        long other = fixture.add(fixture.customer(boreal, OutboxFixture.phone(3), null), "hello");
        relay.runOnce();
        assertThat(fixture.state(limited)).isEqualTo("PENDING");
        assertThat(fixture.row(same)).containsEntry("state", "PENDING").containsEntry("attempts", 0);
        assertThat(fixture.state(other)).isEqualTo("SENT");
    }

    @Test
    void pause_ends_with_one_probe_before_the_rest_follows() {
        graph.answerNext(1, GraphApiStandIn.error(429, 130429, "Slower"));
        fixture.add(customer, "hello");
        relay.runOnce();
        for (int i = 2; i <= 6; i++) {
            fixture.add(fixture.customer(i), "hello");
        }
        fixture.clock.advance(Duration.ofSeconds(2));
        relay.runOnce();
        assertThat(graph.requests()).hasSize(2);
        assertThat(fixture.database.count("outbound_messages WHERE attempts = 0"))
                .isEqualTo(4);
        relay.runOnce();
        assertThat(graph.requests()).hasSize(7);
        assertThat(fixture.database.count("outbound_messages WHERE state = 'SENT'"))
                .isEqualTo(6);
    }

    @Test
    void stopped_number_is_tried_every_minute_and_alerts_once(CapturedOutput output) {
        long id = fixture.add(customer, "hello");
        graph.answerNext(3, GraphApiStandIn.error(401, 190, "Token expired"));
        for (int minute = 0; minute < 3; minute++) {
            assertThat(relay.runOnce()).isOne();
            assertThat(relay.runOnce()).isZero();
            assertThat(fixture.row(id)).containsEntry("state", "PENDING").containsEntry("error_code", 190);
            fixture.clock.advance(Duration.ofMinutes(1));
        }
        relay.runOnce();
        assertThat(fixture.row(id)).containsEntry("state", "SENT").containsEntry("error_code", null);
        assertThat(output.toString().split("ERROR", -1)).as("one alert").hasSize(2);
        assertThat(output).contains("Token expired").contains("sends again");
    }

    @Test
    void rejected_message_fails_visibly_and_can_be_sent_again() {
        long id = fixture.add(customer, "hello");
        graph.answerNext(1, GraphApiStandIn.error(400, 131026, "Not on WhatsApp"));
        relay.runOnce();
        assertThat(fixture.row(id))
                .containsEntry("state", "FAILED")
                .containsEntry("error_code", 131026)
                .containsEntry("error", "(#131026) Refused: Not on WhatsApp");
        assertThat(fixture.time(id, "failed_at")).isEqualTo(NOON);
        assertThat(fixture.outbox.sendAgain(id)).isTrue();
        relay.runOnce();
        assertThat(fixture.row(id)).containsEntry("state", "SENT").containsEntry("error", null);
    }

    @Test
    void closed_window_fails_without_a_request() {
        long id = fixture.add(customer, "hello");
        fixture.customerLastWrote(customer, NOON.minus(Duration.ofHours(24)));
        relay.runOnce();
        assertThat(graph.requests()).isEmpty();
        assertThat(fixture.row(id)).containsEntry("state", "FAILED").containsEntry("error_code", 131047);
        assertThat((String) fixture.row(id).get("error")).contains("24 hours");
        fixture.customerLastWrote(customer, NOON.minus(Duration.ofHours(24)).plusMillis(1));
        fixture.outbox.sendAgain(id);
        relay.runOnce();
        assertThat(fixture.state(id)).isEqualTo("SENT");
    }

    @Test
    void window_that_whatsapp_finds_closed_fails_too() {
        long id = fixture.add(customer, "hello");
        graph.answerNext(1, GraphApiStandIn.error(400, 131047, "Re-engagement message"));
        relay.runOnce();
        assertThat(fixture.row(id)).containsEntry("state", "FAILED").containsEntry("error_code", 131047);
    }

    @Test
    void unknown_outcome_is_tried_again_after_longer_and_longer_and_given_up_after_an_hour() {
        long id = fixture.add(customer, "hello");
        graph.answer(to(1), GraphApiStandIn.cut());
        for (int wait : new int[] {10, 30, 120, 300, 300}) {
            relay.runOnce();
            assertWaits(id, wait);
            fixture.clock.advance(Duration.ofSeconds(wait));
        }
        fixture.clock.advance(Duration.ofHours(1));
        relay.runOnce();
        assertThat(fixture.row(id)).containsEntry("state", "FAILED").containsEntry("error_code", null);
        assertThat((String) fixture.row(id).get("error")).contains("may or may not have arrived");
        assertThat(graph.requests()).hasSize(6);
    }

    @Test
    void message_is_sent_when_whatsapp_is_back_after_minutes_of_silence() {
        long id = fixture.add(customer, "hello");
        graph.answerNext(3, GraphApiStandIn.cut());
        for (int attempt = 1; attempt <= 4; attempt++) {
            relay.runOnce();
            fixture.clock.advance(Duration.ofMinutes(6));
        }
        assertThat(fixture.state(id)).isEqualTo("SENT");
    }

    @Test
    void doubt_outlives_other_failures() {
        long id = fixture.add(customer, "hello");
        graph.answerNext(1, GraphApiStandIn.body(502, "Bad gateway"));
        graph.answerNext(1, GraphApiStandIn.error(400, 131056, "Slower"));
        graph.answerNext(1, GraphApiStandIn.body(502, "Bad gateway"));
        for (int i = 0; i < 3; i++) {
            assertThat(fixture.state(id)).isEqualTo("PENDING");
            assertThat(relay.runOnce()).isOne();
            fixture.clock.advance(Duration.ofMinutes(40));
        }
        assertThat(fixture.state(id)).isEqualTo("FAILED");
    }

    @Test
    void status_settles_a_doubt() {
        long id = fixture.add(customer, "hello");
        graph.answer(to(1), GraphApiStandIn.cut());
        relay.runOnce();
        fixture.clock.advance(Duration.ofHours(1));
        relay.runOnce();
        assertThat(fixture.state(id)).isEqualTo("FAILED");
        fixture.outbox.apply(List.of(new StatusUpdate(
                OutboxFixture.NUMBER, "wamid.A", "qb-" + id, StatusUpdate.Status.DELIVERED, NOON, null, null)));
        assertThat(fixture.row(id))
                .containsEntry("state", "DELIVERED")
                .containsEntry("error", null)
                .containsEntry("failed_at", null);
    }

    @Test
    void sender_that_throws_leaves_the_outcome_unknown() {
        long id = fixture.add(customer, "hello");
        OutboxRelay careless = new OutboxRelay(
                fixture.mappers,
                fixture.outbox,
                request -> {
                    throw new IllegalStateException("a host's mistake");
                },
                fixture.signals,
                fixture.clock);
        careless.runOnce();
        assertThat((String) fixture.row(id).get("error")).contains("a host's mistake");
        assertWaits(id, 10);
    }

    @Test
    void message_of_a_relay_that_died_is_sent_by_another_after_the_lease() {
        long id = fixture.add(customer, "hello");
        fixture.mappers.get(OutboxMapper.class).claim(NOON, NOON.plus(OutboxRelay.LEASE), new String[0], 16);
        fixture.clock.advance(OutboxRelay.LEASE.minusMillis(1));
        assertThat(relay.runOnce()).isZero();
        fixture.clock.advance(Duration.ofMillis(1));
        assertThat(relay.runOnce()).isOne();
        assertThat(fixture.state(id)).isEqualTo("SENT");
    }

    @Test
    void relay_that_lost_its_lease_may_report_success_but_no_failure() {
        long id = fixture.add(customer, "hello");
        OutboxMapper messages = fixture.mappers.get(OutboxMapper.class);
        Instant leaseEnd = NOON.plus(OutboxRelay.LEASE);
        ClaimedMessage slow = messages.claim(NOON, leaseEnd, new String[0], 16).get(0);
        messages.claim(leaseEnd, leaseEnd.plus(OutboxRelay.LEASE), new String[0], 16);
        messages.record(JsonRows.of(List.of(Outcome.failed(slow, 131026, "Not on WhatsApp", leaseEnd))));
        assertThat(fixture.state(id)).isEqualTo("PENDING");
        messages.record(JsonRows.of(List.of(Outcome.sent(slow, "wamid.A", leaseEnd))));
        assertThat(fixture.row(id)).containsEntry("state", "SENT").containsEntry("wamid", "wamid.A");
    }

    private void assertWaits(long id, int seconds) {
        assertThat(fixture.state(id)).isEqualTo("PENDING");
        assertThat(Duration.between(fixture.clock.instant(), fixture.time(id, "next_attempt_at")))
                .isBetween(Duration.ofSeconds(seconds), Duration.ofMillis(seconds * 1200L));
    }
}
