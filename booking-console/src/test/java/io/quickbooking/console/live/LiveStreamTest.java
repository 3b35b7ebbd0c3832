package io.quickbooking.console.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.quickbooking.console.desk.Operators;
import io.quickbooking.console.live.LivePage.Event;
import io.quickbooking.console.live.LivePage.Stream;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.signal.Signals;
import io.quickbooking.core.signal.Topic;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The stream as pages get it, over real HTTP. */
@ExtendWith(OutputCaptureExtension.class)
class LiveStreamTest {
    private static final int STREAMS_PER_LOGIN = 60;

    private static TestDatabase database;
    private static RunningConsole console;
    private static TestSalon.Written boreal;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        console = console(Map.of(
                "booking.live.heartbeat",
                "300ms",
                "booking.live.streams-per-login",
                String.valueOf(STREAMS_PER_LOGIN),
                "server.tomcat.connection-timeout",
                "2s"));
        boreal = TestSalon.aSalon().called("boreal", "20002").in(database);
        for (String name : List.of("staff", "leaver", "robbed")) {
            database.jdbc().sql("""
                            INSERT INTO console_users (username, password, role, created_at, updated_at)
                            SELECT ?, password, 'STAFF', now(), now() FROM console_users WHERE username = 'admin'
                            """).param(name).update();
            database.jdbc()
                    .sql("INSERT INTO console_user_salons (username, salon_id) VALUES (?, ?)")
                    .params(name, aurora())
                    .update();
        }
    }

    private static RunningConsole console(Map<String, String> settings) {
        return RunningConsole.on(database, settings);
    }

    @AfterAll
    static void stop() {
        console.close();
        database.close();
    }

    private static UUID aurora() {
        return console.bean(Catalog.class).byCode("aurora").orElseThrow().id();
    }

    private static LivePage admin() {
        return LivePage.of(console.address(), "admin");
    }

    private static void publish(Topic topic) {
        console.bean(Signals.class).publish(aurora(), topic);
    }

    @Test
    void stream_is_neither_kept_nor_collected_on_its_way() {
        try (Stream stream = admin().open()) {
            assertThat(stream.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/event-stream");
            assertThat(stream.headers().allValues("Cache-Control")).containsExactly("no-store");
            assertThat(stream.headers().firstValue("X-Accel-Buffering")).contains("no");
            assertThat(stream.headers().firstValue("Content-Encoding")).isEmpty();
        }
    }

    @Test
    void stream_of_several_salons_names_them_and_only_those_that_are_seen() {
        try (Stream stream = admin().open("/admin/live?salons=aurora,boreal,nowhere");
                Stream staff = LivePage.of(console.address(), "staff").open("/admin/live?salons=boreal,aurora")) {
            assertThat(List.of(stream.greeting().split("[ ,]")))
                    .contains("aurora", "boreal")
                    .hasSize(3);
            assertThat(staff.greeting()).endsWith(" aurora");
            publish(Topic.BOOKINGS);
            assertThat(stream.nextWord()).isEqualTo(new Event("changed", "aurora bookings"));
            assertThat(staff.nextWord()).isEqualTo(new Event("changed", "aurora bookings"));
            console.bean(Signals.class).publish(boreal.id(), Topic.SESSIONS);
            assertThat(stream.nextWord()).isEqualTo(new Event("changed", "boreal sessions"));
            assertThat(staff.wordsWithin(Duration.ofSeconds(1))).isEmpty();
        }
    }

    @Test
    void heartbeat_tells_the_time_of_the_server() {
        try (Stream stream = admin().open()) {
            Event beat = stream.next();
            assertThat(beat.name()).isEqualTo("hb");
            assertThat(Instant.parse(beat.data())).isCloseTo(Instant.now(), within(5, ChronoUnit.SECONDS));
        }
    }

    @Test
    void twenty_changes_at_once_are_two_words() {
        try (Stream stream = admin().open()) {
            for (int i = 0; i < 10; i++) {
                publish(Topic.SESSIONS);
                publish(Topic.BOOKINGS);
            }
            List<Event> words = stream.wordsWithin(Duration.ofMillis(1500));
            assertThat(words).hasSize(2).allMatch(word -> word.name().equals("changed"));
            assertThat(words.get(0).data()).contains("sessions");
            assertThat(words.get(1).data()).isEqualTo("sessions,bookings");
        }
    }

    @Test
    void last_change_is_never_swallowed() {
        try (Stream stream = admin().open()) {
            publish(Topic.SESSIONS);
            assertThat(stream.nextWord()).isEqualTo(new Event("changed", "sessions"));
            publish(Topic.CATALOG);
            assertThat(stream.nextWord()).isEqualTo(new Event("changed", "catalog"));
        }
    }

    @Test
    void page_hears_of_what_changed_while_it_was_on_its_way() {
        LivePage login = admin();
        publish(Topic.MESSAGES);
        try (Stream aware = login.open("/admin/live?salon=aurora&age=5000");
                Stream fresh = login.open("/admin/live?salon=aurora&age=0")) {
            assertThat(aware.nextWord().data()).contains("messages");
            assertThat(fresh.wordsWithin(Duration.ofMillis(700))).isEmpty();
        }
    }

    @Test
    void change_of_another_salon_is_not_told() {
        try (Stream stream = admin().open()) {
            console.bean(Signals.class).publish(boreal.id(), Topic.SESSIONS);
            assertThat(stream.wordsWithin(Duration.ofMillis(700))).isEmpty();
        }
    }

    @Test
    void stream_of_a_salon_that_is_not_theirs_is_not_there() {
        LivePage staff = LivePage.of(console.address(), "staff");
        staff.open().close();
        assertThat(staff.get("/admin/live?salon=boreal").statusCode()).isEqualTo(404);
        assertThat(staff.get("/admin/live?salon=nowhere").statusCode()).isEqualTo(404);
    }

    @Test
    void nobody_gets_a_stream_without_signing_in() {
        HttpResponse<String> answer = LivePage.nobody(console.address()).get("/admin/live?salon=aurora");
        assertThat(answer.statusCode()).isNotEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).doesNotContain("event-stream");
    }

    @Test
    void who_signs_out_is_told_on_every_page() {
        LivePage login = admin();
        LivePage other = admin();
        try (Stream one = login.open();
                Stream two = login.open();
                Stream others = other.open()) {
            login.signOut();
            for (Stream stream : List.of(one, two)) {
                assertThat(stream.nextWord().name()).isEqualTo("signed-out");
                assertThat(stream.nextWord()).isEqualTo(Event.END);
            }
            publish(Topic.SESSIONS);
            assertThat(others.nextWord().name()).isEqualTo("changed");
        }
    }

    @Test
    void who_loses_the_salon_is_told_at_the_next_heartbeat() {
        try (Stream stream = LivePage.of(console.address(), "leaver").open()) {
            database.jdbc()
                    .sql("DELETE FROM console_user_salons WHERE username = 'leaver'")
                    .update();
            console.bean(Operators.class).refresh();
            assertThat(stream.nextWord().name()).isEqualTo("signed-out");
            assertThat(stream.nextWord()).isEqualTo(Event.END);
        }
    }

    /** Without a request of that session, which would end it. Fails when {@code LiveHub} leaves out {@code isCurrent}. */
    @Test
    void stream_begun_with_a_password_that_has_changed_ends_at_the_next_heartbeat() {
        try (Stream stream = LivePage.of(console.address(), "robbed").open()) {
            database.jdbc()
                    .sql("UPDATE console_users SET password = 'another' WHERE username = 'robbed'")
                    .update();
            console.bean(Operators.class).refresh();
            // Without the guard there is no next word, only heartbeats.
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
                assertThat(stream.nextWord().name()).isEqualTo("signed-out");
                assertThat(stream.nextWord()).isEqualTo(Event.END);
            });
        }
    }

    @Test
    void fifty_pages_hear_of_a_change_once() {
        LivePage login = admin();
        List<Stream> streams = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            streams.add(login.open());
        }
        publish(Topic.BOOKINGS);
        assertThat(streams)
                .allSatisfy(stream -> assertThat(stream.nextWord()).isEqualTo(new Event("changed", "bookings")));
        assertThat(streams.get(49).wordsWithin(Duration.ofSeconds(1))).isEmpty();
        assertThat(console.bean(LiveSettings.class).spacing())
                .as("the longest that a word is kept back")
                .isLessThan(Duration.ofSeconds(1));
        streams.forEach(Stream::close);
        eventually(() -> console.bean(LiveHub.class).size() == 0);
    }

    @Test
    void login_with_too_many_pages_is_told_why_and_has_room_again_when_one_is_left() {
        LivePage login = admin();
        List<Stream> streams = new ArrayList<>();
        for (int i = 0; i < STREAMS_PER_LOGIN; i++) {
            streams.add(login.open());
        }
        HttpResponse<String> refused = login.get("/admin/live?salon=aurora");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("60 live pages");
        assertThat(refused.headers().firstValue("Retry-After")).contains("5");
        admin().open().close();

        streams.get(0).close();
        eventually(() -> console.bean(LiveHub.class).size() < STREAMS_PER_LOGIN);
        login.open().close();
        streams.forEach(Stream::close);
    }

    @Test
    void page_that_does_not_read_holds_up_nobody_and_is_given_up() throws IOException {
        try (RunningConsole busy = console(Map.of(
                        "booking.live.spacing",
                        "0ms",
                        "server.tomcat.connection-timeout",
                        "2s",
                        "booking.demo",
                        "false"));
                Socket stuck = stuckPage(busy.address());
                Stream other = LivePage.of(busy.address(), "admin").open()) {
            LiveHub hub = busy.bean(LiveHub.class);
            eventually(() -> hub.size() == 2);
            Signals signals = busy.bean(Signals.class);
            // More than the buffers between the server and the stuck page can take.
            for (int i = 0; i < 300_000; i++) {
                signals.publish(aurora(), Topic.SESSIONS);
            }
            signals.publish(aurora(), Topic.CATALOG);
            Event last = other.nextWord();
            while (!last.data().contains("catalog")) {
                last = other.nextWord();
            }
            eventually(() -> hub.size() == 1);
            assertThat(stuck.isConnected()).isTrue();
        }
    }

    @Test
    void page_that_goes_without_a_word_is_no_news_for_the_log(CapturedOutput log) throws IOException {
        try (RunningConsole left = console(Map.of("booking.live.heartbeat", "100ms", "booking.demo", "false"))) {
            LiveHub hub = left.bean(LiveHub.class);
            for (int i = 0; i < 10; i++) {
                Socket page = stuckPage(left.address());
                eventually(() -> hub.size() == 1);
                // Resets the connection instead of closing it, as a browser that is ended does.
                page.setSoLinger(true, 0);
                page.close();
                eventually(() -> hub.size() == 0);
            }
        }
        assertThat(log).doesNotContain("HttpMessageNotWritable");
    }

    private static Socket stuckPage(String address) throws IOException {
        URI uri = URI.create(address);
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
        socket.getOutputStream()
                .write("GET /admin/live?salon=aurora HTTP/1.1\r\nHost: localhost\r\nCookie: %s\r\n\r\n"
                        .formatted(LivePage.of(address, "admin").cookie())
                        .getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    @Test
    void open_streams_do_not_hold_up_the_stop(CapturedOutput log) {
        RunningConsole stopping =
                console(Map.of("booking.demo", "false", "logging.level.org.springframework.boot.tomcat", "info"));
        try (Stream stream = LivePage.of(stopping.address(), "admin").open()) {
            stopping.close();
            assertThat(log).contains("Graceful shutdown complete").doesNotContain("Graceful shutdown aborted");
            assertThat(stream.nextWord()).isEqualTo(Event.END);
        }
    }

    private static void eventually(BooleanSupplier condition) {
        Awaitility.await().atMost(Duration.ofSeconds(15)).until(condition::getAsBoolean);
    }
}
