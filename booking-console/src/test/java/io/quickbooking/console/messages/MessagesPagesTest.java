package io.quickbooking.console.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.accounts.ConsoleUsers;
import io.quickbooking.console.accounts.Role;
import io.quickbooking.console.testing.ConsoleClient.Answer;
import io.quickbooking.console.testing.ConsoleSession;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.testing.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.crypto.password.PasswordEncoder;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MessagesPagesTest {
    private final TestDatabase database = TestDatabase.createEmpty();
    private final RunningConsole console = RunningConsole.on(database, Map.of());
    private final ConsoleSession admin = ConsoleSession.of(console, "admin", RunningConsole.PASSWORD);

    @BeforeAll
    void send() {
        JsonNode slots = console.getAsAdmin("/api/v1/slots?salon=aurora&master=m123&service=s456&limit=3")
                .json()
                .at("/slots");
        for (int i = 0; i < 3; i++) {
            console.tap("+1555010022" + i, slots.get(i).at("/buttonId").asString());
        }
        database.jdbc()
                .sql("UPDATE customers SET name = '<img src=x>' WHERE phone = '15550100220'")
                .update();
    }

    @AfterAll
    void close() {
        console.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?state=waiting",
                "?state=in-doubt",
                "?state=sent",
                "?state=delivered",
                "?state=read",
                "?state=failed",
                "?state=not-handled",
                "?q=0220",
                "?q=%25",
                "?state=nonsense&before=x",
                "?before=99999999999999999999"
            })
    void every_list_is_there_in_both_languages(String query) {
        admin.post("/admin/language", Map.of("language", "he", "back", "/admin/health"));
        Answer hebrew = admin.get("/admin/messages" + query);
        admin.post("/admin/language", Map.of("language", "en", "back", "/admin/health"));
        Answer english = admin.get("/admin/messages" + query);
        assertThat(english.status()).isEqualTo(200);
        assertThat(hebrew.body()).contains("dir=\"rtl\"").doesNotContain("??");
        assertThat(english.body())
                .contains("id=\"rows\"", "data-live=\"messages\"")
                .doesNotContain("??", "<img src=x>", "15550100220");
    }

    @Test
    void a_message_is_shown_as_the_customer_reads_it_with_its_json_and_masked_phone() {
        Answer page = admin.get("/admin/messages/" + id("15550100220"));
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains("&lt;img src=x&gt;", "•••0220", "Confirm", "&quot;interactive&quot;")
                .doesNotContain("<img src=x>", "15550100220", "??");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admin/messages/999999", "/admin/messages/abc", "/admin/messages/99999999999999999999"})
    void an_unknown_message_is_not_found(String path) {
        assertThat(admin.get(path).status()).isEqualTo(404);
    }

    @Test
    void a_failed_message_says_why_and_is_sent_again() {
        String path = "/admin/messages/" + id("15550100221");
        database.jdbc().sql("""
                        UPDATE outbound_messages
                        SET state = 'FAILED', error_code = 131047, error = 'Re-engagement message', failed_at = now()
                        WHERE id = ?
                        """).param(id("15550100221")).update();
        Answer failed = admin.get(path);
        assertThat(failed.body())
                .contains("more than 24 hours ago", "Re-engagement message", "131047", path + "/again")
                .doesNotContain(path + "/give-up");
        Map<String, String> seen = Map.of("seen", ConsoleSession.field(failed, "seen"));
        Answer again = admin.post(path + "/again", seen);
        assertThat(again.body()).contains("The message is queued again");
        Answer late = admin.post(path + "/again", seen);
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.body()).contains("Nothing was done", "Last changed by").doesNotContain("??");
        assertThat(admin.post(path + "/give-up", Map.of("seen", ConsoleSession.field(again, "seen")))
                        .body())
                .contains("has been given up");
        assertThat(admin.get(path).body()).contains("Given up by an administrator");
    }

    @Test
    void a_message_that_does_not_hold_any_more_says_why_and_is_not_sent_again() {
        String slot = console.getAsAdmin("/api/v1/slots?salon=aurora&master=m123&service=s456&limit=3")
                .json()
                .at("/slots/0/buttonId")
                .asString();
        console.tap("+15550100227", slot);
        String path = "/admin/messages/" + id("15550100227");
        database.jdbc()
                .sql(
                        "UPDATE outbound_messages SET state = 'FAILED', error_code = 131026, failed_at = now() WHERE id = ?")
                .param(id("15550100227"))
                .update();
        Answer before = admin.get(path);
        assertThat(before.body()).contains(path + "/again");
        database.jdbc()
                .sql("UPDATE sessions SET state = 'EXPIRED', ended_at = now() "
                        + "WHERE customer_id = (SELECT id FROM customers WHERE phone = '15550100227')")
                .update();
        assertThat(admin.get(path).body()).contains("the session is over").doesNotContain(path + "/again", "??");
        assertThat(admin.post(path + "/again", Map.of("seen", ConsoleSession.field(before, "seen")))
                        .body())
                .contains("Nothing was sent", "the session is over");
        assertThat(database.jdbc()
                        .sql("SELECT state FROM outbound_messages WHERE id = ?")
                        .param(id("15550100227"))
                        .query(String.class)
                        .single())
                .isEqualTo("FAILED");
    }

    @Test
    void a_tap_that_was_given_up_is_tried_again() {
        database.jdbc().sql("""
                        INSERT INTO inbound_messages (
                            salon_id, message_id, phone, name, kind, button_id, payload, state, attempts, last_error,
                            sent_at, received_at, handled_at)
                        SELECT id, 'wamid.lost', '15550100229', '<u>Olu', 'tap', 'nonsense', '{}', 'FAILED', 5, 'away',
                               now(), now(), now()
                        FROM salons
                        """).update();
        Answer list = admin.get("/admin/messages?state=not-handled");
        assertThat(list.body()).contains("&lt;u&gt;Olu", "•••0229", "nonsense").doesNotContain("<u>Olu");
        long id = database.jdbc()
                .sql("SELECT id FROM inbound_messages WHERE message_id = 'wamid.lost'")
                .query(Long.class)
                .single();
        assertThat(admin.post(
                                "/admin/messages/received/" + id + "/again",
                                Map.of("seen", ConsoleSession.field(list, "seen")))
                        .body())
                .contains("handled again");
    }

    @Test
    void who_is_no_administrator_reads_their_own_salons_messages_and_sends_nothing_again() {
        ConsoleUsers users = console.bean(ConsoleUsers.class);
        String password = console.bean(PasswordEncoder.class).encode("fictional-viewer-password");
        users.addIfMissing("vera", password, Role.VIEWER);
        database.jdbc()
                .sql(
                        "INSERT INTO console_user_salons (username, salon_id) SELECT 'vera', id FROM salons WHERE code = 'aurora'")
                .update();
        users.addIfMissing("otto", password, Role.VIEWER);
        String path = "/admin/messages/" + id("15550100222");
        ConsoleSession vera = ConsoleSession.of(console, "vera", "fictional-viewer-password");
        assertThat(vera.get(path).body()).contains("Confirm").doesNotContain("/give-up");
        assertThat(vera.post(path + "/give-up", Map.of()).status()).isEqualTo(403);
        ConsoleSession otto = ConsoleSession.of(console, "otto", "fictional-viewer-password");
        assertThat(otto.get(path).status()).isEqualTo(404);
        assertThat(otto.get("/admin/health").status()).isEqualTo(200);
        assertThat(database.jdbc()
                        .sql("SELECT state FROM outbound_messages WHERE id = ?")
                        .param(id("15550100222"))
                        .query(String.class)
                        .single())
                .isEqualTo("PENDING");
    }

    private long id(String phone) {
        return database.jdbc().sql("""
                        SELECT max(m.id)
                        FROM outbound_messages m
                        JOIN customers c ON c.id = m.customer_id
                        WHERE c.phone = ?
                        """).param(phone).query(Long.class).single();
    }
}
