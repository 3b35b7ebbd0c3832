package io.quickbooking.console.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quickbooking.console.testing.ConsoleClient.Answer;
import io.quickbooking.console.testing.Operator;
import io.quickbooking.console.testing.Operator.Page;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.testing.GraphApiStandIn;
import io.quickbooking.testing.TestDatabase;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pages say how a message stands, and promise none that only waits. */
class SendingPagesTest {
    private static final String NOT_CONNECTED = "Nothing is being sent: WhatsApp isn’t connected";
    private static final String STOPPED = "Nothing is being sent: WhatsApp has stopped this salon’s number";
    private static final String LATE = "Messages are going out late at the moment";

    private final TestDatabase database = TestDatabase.create();
    private final GraphApiStandIn graph = GraphApiStandIn.start();
    private RunningConsole console;
    private Operator admin;
    private int slots;

    @AfterEach
    void close() {
        console.close();
        graph.close();
        database.close();
    }

    private void start(Map<String, String> settings) {
        console = RunningConsole.on(database, settings);
        admin = Operator.signedIn(console.address(), "admin", RunningConsole.PASSWORD);
    }

    private void connected() {
        start(Map.of(
                "booking.whatsapp.access-token",
                "fictional-token",
                "booking.whatsapp.graph-url",
                graph.url().toString()));
    }

    @Test
    void without_an_access_token_every_place_that_writes_a_message_says_that_it_waits() {
        start(Map.of());
        String code = booked("+15550100101");
        String booking = "/admin/bookings/" + code;
        assertThat(admin.get(booking).body())
                .as("of the message that waits, not only of one that could be written")
                .containsPattern("role=\"status\" data-sending[^>]*><p>" + NOT_CONNECTED);
        assertThat(admin.get(booking + "/cancel").body()).contains(NOT_CONNECTED);
        assertThat(admin.get(booking + "/move").body()).contains(NOT_CONNECTED);
        assertThat(admin.get("/admin/bookings/new").body()).contains(NOT_CONNECTED);
        assertThat(admin.get("/admin/messages").body()).contains(NOT_CONNECTED);
        assertThat(admin.get("/admin").body()).contains(NOT_CONNECTED);

        Page cancelled = cancel(code);
        assertThat(cancelled.body())
                .contains("WhatsApp message queued", NOT_CONNECTED, "Queued")
                .doesNotContain("is told", "??");
        Answer made = console.postBooking(
                "first",
                "{\"salon\":\"aurora\",\"service\":\"s456\",\"master\":\"m123\",\"start\":\"" + nextDay() + "T10:00\","
                        + "\"customer\":{\"phone\":\"+15550100101\"},\"inform\":true}");
        assertThat(made.status()).as(made.body()).isEqualTo(200);
        assertThat(made.json().path("code").asString()).startsWith("BK");
        assertThat(made.json().path("message").path("state").asString()).isEqualTo("queued");
        assertThat(made.json().path("message").path("sending").asString()).isEqualTo("not_connected");
        assertThat(database.count("outbound_messages WHERE state <> 'PENDING'")).isZero();

        admin.submit(admin.get("/admin"), "/admin/language", Map.of("language", "he"));
        assertThat(admin.get(booking).body()).contains("וואטסאפ אינה מחוברת").doesNotContain("??");
    }

    @Test
    void a_message_that_left_is_called_sent_and_nothing_else_is_said() {
        connected();
        String code = booked("+15550100102");
        String cancel = "/admin/bookings/" + code + "/cancel";
        Page done = admin.submit(admin.get(cancel), cancel, Map.of("inform", "true"));
        await().until(() ->
                database.count("outbound_messages WHERE kind = 'booking_cancelled' AND state = 'SENT'") == 1);
        assertThat(admin.get(done.location()).body())
                .contains("WhatsApp message sent")
                .doesNotContain("data-sending");
        database.jdbc()
                .sql("UPDATE outbound_messages SET state = 'READ', read_at = sent_at WHERE kind = 'booking_cancelled'")
                .update();
        assertThat(admin.get(done.location()).body()).contains(">Read<");
    }

    @Test
    void a_number_that_whatsapp_has_stopped_is_named_wherever_a_message_is_written() {
        connected();
        String code = booked("+15550100103");
        await().until(() -> database.count("outbound_messages WHERE state = 'PENDING'") == 0);
        graph.answerNext(50, GraphApiStandIn.error(401, 190, "Session has expired"));
        Page cancelled = cancel(code);
        assertThat(cancelled.body()).contains("WhatsApp message queued");
        await().until(() -> database.count("outbound_messages WHERE state = 'PENDING' AND error_code = 190") == 1);
        for (String page :
                new String[] {"/admin", "/admin/messages", "/admin/bookings/new", "/admin/bookings/" + code + "/restore"
                }) {
            assertThat(admin.get(page).body()).as(page).contains(STOPPED).doesNotContain("??");
        }
    }

    @Test
    void a_busy_number_and_an_overdue_message_are_late_and_one_customer_of_many_is_neither() {
        connected();
        booked("+15550100104");
        await().until(() -> database.count("outbound_messages WHERE state = 'PENDING'") == 0);
        assertThat(admin.get("/admin/bookings/new").body()).doesNotContain("data-sending");
        waiting("state = 'PENDING', error_code = 131056, next_attempt_at = now() + INTERVAL '1 hour'");
        assertThat(admin.get("/admin/bookings/new").body())
                .as("too much for one customer")
                .doesNotContain("data-sending");
        waiting("state = 'PENDING', error_code = 130429, next_attempt_at = now() + INTERVAL '1 hour'");
        assertThat(admin.get("/admin/bookings/new").body()).contains(LATE);
    }

    /** One message stands so, the one that was sent last. */
    private void waiting(String set) {
        database.jdbc()
                .sql("UPDATE outbound_messages SET sent_at = NULL, wamid = NULL, " + set
                        + " WHERE id = (SELECT max(id) FROM outbound_messages)")
                .update();
    }

    private Page cancel(String code) {
        String cancel = "/admin/bookings/" + code + "/cancel";
        Page done = admin.submit(admin.get(cancel), cancel, Map.of("inform", "true"));
        assertThat(done.status()).isEqualTo(303);
        return admin.get(done.location());
    }

    private String booked(String phone) {
        Answer card = console.tap(phone, "slot_" + nextDay() + "_10:00_m123");
        return console.tap(phone, card.button(0)).json().path("bookingCode").asString();
    }

    private LocalDate nextDay() {
        LocalDate day = LocalDate.now(ZoneId.of("America/New_York")).plusDays(2 + slots++);
        while (day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY) {
            day = day.plusDays(1);
            slots++;
        }
        return day;
    }
}
