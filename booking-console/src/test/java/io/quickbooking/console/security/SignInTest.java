package io.quickbooking.console.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.accounts.ConsoleUsers;
import io.quickbooking.console.accounts.Role;
import io.quickbooking.console.accounts.UserAccounts;
import io.quickbooking.console.testing.ConsoleClient.Answer;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.console.testing.SignedInClient;
import io.quickbooking.console.testing.SignedInClient.Page;
import io.quickbooking.testing.Race;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Signing in, staying and leaving, by browsers and programs.
 *
 * <p>Seen to fail with: {@code sessionFixation().none()}; cookies neither {@code HttpOnly} nor {@code SameSite=Lax}; headers
 * of the proxy not read ({@code Secure}); {@code SignIns.wait} always zero (the hash is computed).
 */
class SignInTest {
    private static final String PASSWORD = "a fictional password";
    private static final String OTHER_PASSWORD = "another fictional one";

    private static final SettableClock clock = SettableClock.at("2026-06-01T12:00:00Z");
    private static TestDatabase database;
    private static RunningConsole console;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        console = RunningConsole.on(database, Map.of(), clock);
    }

    @AfterAll
    static void stop() {
        console.close();
        database.close();
    }

    private static SignedInClient newUser(String name, Role role) {
        accounts().add("test", name, "{noop}" + PASSWORD, role, List.of());
        return SignedInClient.of(console, name, PASSWORD);
    }

    private static UserAccounts accounts() {
        return console.bean(UserAccounts.class);
    }

    /** From an address of one's own, so that tests do not shut each other out; the loopback counts as a proxy. */
    private static String[] from(int host) {
        return new String[] {"X-Forwarded-For", "203.0.113." + host};
    }

    @Test
    void who_signs_in_gets_to_the_page_they_wanted_under_a_new_session_id() {
        accounts().add("test", "carla", "{noop}" + PASSWORD, Role.ADMIN, List.of());
        SignedInClient carla = SignedInClient.nobody(console);
        assertThat(carla.get("/admin/audit?user=carla").location()).isEqualTo("/admin/login");
        // None of these is worth coming back to.
        carla.get("/admin/users", "HX-Request", "true");
        carla.get("/admin/live", "Accept", "text/event-stream");
        carla.get("/admin/live");
        carla.get("/admin/bookings.csv");
        carla.get("/admin/users", "Accept", "application/json");
        // Who signs in where somebody is signed in gets another id; who was nobody had none that they could have been
        // given.
        assertThat(carla.cookie("quick-booking-login")).isEmpty();

        Page answer = carla.signIn("carla", PASSWORD);

        assertThat(answer.location()).isEqualTo("/admin/audit?user=carla");
        String before = carla.cookie("quick-booking-login").orElseThrow();
        assertThat(answer.response().headers().allValues("Set-Cookie"))
                .allSatisfy(cookie -> assertThat(cookie).contains("HttpOnly", "SameSite=Lax"));
        assertThat(carla.get("/admin/audit?user=carla").body()).contains("Signed in", "127.0.0.1");
        carla.signIn("carla", PASSWORD);
        assertThat(carla.cookie("quick-booking-login").orElseThrow()).isNotEqualTo(before);
        assertThat(SignedInClient.nobody(console)
                        .get("/admin/audit", "Cookie", "quick-booking-login=" + before)
                        .location())
                .isEqualTo("/admin/login?ended");
        assertThat(carla.get("/admin/audit?user=carla", "HX-Request", "true", "HX-Target", "lines")
                        .body())
                .doesNotContain("<html");
        assertThat(carla.get("/admin/login").location()).isEqualTo("/admin");
    }

    @Test
    void who_may_not_use_the_api_is_told_so_as_programs_understand_it() {
        newUser("noam", Role.STAFF);
        Answer refused = console.getAs("noam", PASSWORD, "/api/v1/slots?salon=aurora");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.contentType()).startsWith("application/problem+json");
        assertThat(refused.json().at("/type").asString()).isEqualTo("urn:quick-booking:problem:forbidden");
    }

    @Test
    void nobody_is_sent_to_another_site() {
        SignedInClient dan = SignedInClient.nobody(console);
        accounts().add("test", "dan", "{noop}" + PASSWORD, Role.STAFF, List.of());
        dan.get("/admin/login?continue=https://evil.example/&target=//evil.example");
        Page answer = dan.post(
                "/admin/login",
                Map.of(
                        "username",
                        "dan",
                        "password",
                        PASSWORD,
                        "continue",
                        "//evil.example",
                        "spring-security-redirect",
                        "https://evil.example"));
        assertThat(answer.location()).isEqualTo("/admin");
    }

    /** The cookie says where somebody wanted to go; whoever can set one for this host must not send them elsewhere. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/admin",
                "/admin.evil.example",
                "/admin/\\evil.example",
                "/admin/\r\nLocation: https://evil.example",
                "/api/v1/slots",
                ""
            })
    void a_cookie_leads_nowhere_but_into_the_console(String wanted) {
        SignedInClient client = SignedInClient.nobody(console);
        String cookie = "quick-booking-wanted="
                + Base64.getUrlEncoder().withoutPadding().encodeToString(wanted.getBytes(StandardCharsets.UTF_8));
        client.get("/admin/login");
        String form = client.cookie("quick-booking-form").orElseThrow();
        Page answer = client.postWithToken(
                "/admin/login",
                client.token(),
                Map.of("username", "admin", "password", RunningConsole.PASSWORD),
                "Cookie",
                cookie + "; quick-booking-form=" + form);
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).isEqualTo("/admin");
    }

    @Test
    void a_wrong_name_and_a_wrong_password_read_the_same() {
        SignedInClient somebody = SignedInClient.nobody(console);
        newUser("emil", Role.STAFF);
        for (String name : List.of("emil", "nobody-of-this-name", "a\u0001b", "", "x".repeat(10_000))) {
            assertThat(somebody.signIn(name, "nonsense", from(1)).location()).isEqualTo("/admin/login?wrong");
        }
        assertThat(somebody.get("/admin/login?wrong").body()).contains("Incorrect user name or password.");
        String seen =
                console.bean(ConsoleUsers.class).byName("emil").orElseThrow().rights();
        accounts().change("test", "emil", Role.STAFF, false, List.of(), seen);
        assertThat(somebody.signIn("emil", PASSWORD, from(2)).location()).isEqualTo("/admin/login?wrong");
    }

    @Test
    void after_five_wrong_passwords_even_the_right_one_waits_and_no_hash_is_computed() {
        newUser("fay", Role.ADMIN);
        SignedInClient fay = SignedInClient.nobody(console);
        for (int i = 0; i < 5; i++) {
            assertThat(fay.signIn("fay", "nonsense", from(3)).location()).isEqualTo("/admin/login?wrong");
        }
        assertThat(fay.signIn("fay", PASSWORD, from(3)).location()).isEqualTo("/admin/login?wait=15");
        assertThat(fay.get("/admin/login?wait=15").body()).contains("Try again in 15 minutes.");
        assertThat(fay.get("/admin/login?wait=1").body()).contains("Try again in one minute.");
        assertThat(fay.get("/admin/login?wait=999").body()).doesNotContain("Too many");
        // A hash of this cost takes minutes; the test would not end if it were computed.
        database.jdbc()
                .sql("UPDATE console_users SET password = ? WHERE username = 'fay'")
                .params("{bcrypt}$2a$20$" + "a".repeat(53))
                .update();
        assertThat(fay.signIn("fay", PASSWORD, from(3)).location()).isEqualTo("/admin/login?wait=15");
        accounts().setPassword("test", "fay", "{noop}" + PASSWORD);
        assertThat(fay.signIn("fay", PASSWORD, from(4)).location()).isEqualTo("/admin");
        assertThat(database.count("audit_log WHERE username = 'fay' AND act = 'sign_in_locked'"))
                .isOne();
        assertThat(database.count("audit_log WHERE details::text LIKE '%nonsense%'"))
                .isZero();
        clock.advance(Duration.ofMinutes(15));
        assertThat(fay.signIn("fay", PASSWORD, from(3)).location()).isEqualTo("/admin");
    }

    @Test
    void a_burst_of_guesses_gets_no_more_than_five_answers() {
        newUser("gil", Role.ADMIN);
        Callable<String> guess = () -> SignedInClient.nobody(console)
                .signIn("gil", "nonsense", from(5))
                .location();
        assertThat(Race.of(Collections.nCopies(16, guess)))
                .filteredOn(answer -> answer.equals("/admin/login?wrong"))
                .hasSize(5);
    }

    @Test
    void programs_are_counted_too_and_told_how_long_to_wait() {
        // The client of the tests signs in as admin from the loopback, which others use: it is forgiven at the end.
        for (int i = 0; i < 5; i++) {
            assertThat(console.postTapWithPassword("nonsense").status()).isEqualTo(401);
        }
        Answer refused = console.postTapWithPassword(RunningConsole.PASSWORD);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().path("type").asString()).isEqualTo("urn:quick-booking:problem:too-many-attempts");
        database.jdbc().sql("DELETE FROM sign_in_failures").update();
        assertThat(console.postTapWithPassword(RunningConsole.PASSWORD).status())
                .isEqualTo(400);
    }

    @Test
    void many_requests_of_a_program_at_once_are_all_let_in() {
        Callable<Integer> request =
                () -> console.getAsAdmin("/api/v1/slots?salon=aurora").status();
        assertThat(Race.of(Collections.nCopies(16, request))).doesNotContain(401, 429);
    }

    /** As the form of a user carries them. */
    private String rights(String username) {
        return console.bean(ConsoleUsers.class).byName(username).orElseThrow().rights();
    }

    @Test
    void who_is_disabled_is_out_with_the_next_request() {
        SignedInClient hal = newUser("hal", Role.ADMIN);
        assertThat(hal.get("/admin/users").status()).isEqualTo(200);
        SignedInClient boss = newUser("boss", Role.ADMIN);
        assertThat(boss.post("/admin/users/hal", Map.of("role", "ADMIN", "seen", rights("hal")))
                        .status())
                .isEqualTo(302);

        assertThat(hal.get("/admin/users", "HX-Request", "true").header("HX-Redirect"))
                .isEqualTo("/admin/login?ended");
        assertThat(hal.get("/admin/users").location()).startsWith("/admin/login");
        assertThat(hal.get("/admin/login?ended").body()).contains("You were signed out.");
        assertThat(boss.post("/admin/users/hal", Map.of("role", "ADMIN", "enabled", "true", "seen", rights("hal")))
                        .status())
                .isEqualTo(302);
        assertThat(hal.get("/admin/users").location()).startsWith("/admin/login");
    }

    @Test
    void a_role_that_is_taken_away_is_gone_with_the_next_request() {
        SignedInClient ian = newUser("ian", Role.ADMIN);
        SignedInClient boss = newUser("boss2", Role.ADMIN);
        assertThat(ian.get("/admin/audit").status()).isEqualTo(200);
        boss.post("/admin/users/ian", Map.of("role", "STAFF", "enabled", "true", "seen", rights("ian")));
        assertThat(ian.get("/admin/audit").status()).isEqualTo(403);
        assertThat(ian.get("/admin/account").status()).isEqualTo(200);
    }

    @Test
    void a_changed_password_ends_the_other_sessions() {
        SignedInClient here = newUser("jan", Role.STAFF);
        SignedInClient there = SignedInClient.of(console, "jan", PASSWORD);
        Map<String, String> wrong = Map.of("old", "nonsense", "password", OTHER_PASSWORD, "repeat", OTHER_PASSWORD);
        Page refused = here.post("/admin/account/password", wrong);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("That is not your password.").doesNotContain(OTHER_PASSWORD);

        Page changed = here.post(
                "/admin/account/password",
                Map.of("old", PASSWORD, "password", OTHER_PASSWORD, "repeat", OTHER_PASSWORD));
        assertThat(changed.location()).startsWith("/admin/account");
        assertThat(here.get("/admin/account").body()).contains("Your password has been changed.");
        assertThat(here.get("/admin/account").status()).isEqualTo(200);
        assertThat(there.get("/admin/account").location()).isEqualTo("/admin/login?ended");
        assertThat(there.signIn("jan", PASSWORD, from(6)).location()).isEqualTo("/admin/login?wrong");
        assertThat(there.signIn("jan", OTHER_PASSWORD, from(6)).location()).isEqualTo("/admin/account");
    }

    @Test
    void a_password_that_is_too_easy_is_refused_in_words() {
        SignedInClient kim = newUser("kim.with-a-long-name", Role.STAFF);
        assertThat(tried(kim, "short", "short")).contains("at least 12 characters");
        assertThat(tried(kim, "Kim.with-a-long-name", "Kim.with-a-long-name")).contains("must not be the user name");
        assertThat(tried(kim, "long enough to do", "but not the same")).contains("are not the same");
        assertThat(tried(kim, "ש".repeat(37), "ש".repeat(37))).contains("too long");
        assertThat(tried(kim, PASSWORD, PASSWORD)).contains("That is the old password");
    }

    private static String tried(SignedInClient client, String password, String repeat) {
        Page answer =
                client.post("/admin/account/password", Map.of("old", PASSWORD, "password", password, "repeat", repeat));
        assertThat(answer.status()).isEqualTo(422);
        return answer.body();
    }

    @Test
    void a_form_sent_after_a_sign_out_in_another_tab_leads_to_signing_in_and_back_to_its_page() {
        SignedInClient tali = newUser("tali", Role.ADMIN);
        tali.post("/admin/logout", Map.of());
        Page sent = tali.postWithToken(
                "/admin/users/tali",
                "the-token-of-a-login-that-is-over",
                Map.of("role", "STAFF"),
                "Referer",
                console.address() + "/admin/users/tali?salon=aurora");
        assertThat(sent.status()).isEqualTo(302);
        assertThat(sent.location()).isEqualTo("/admin/login?unsaved");
        assertThat(tali.get(sent.location()).body())
                .contains("You were signed out, so nothing was changed.")
                .doesNotContain("open too long", "??");
        assertThat(tali.postWithToken("/admin/logout", "the-token-of-a-login-that-is-over", Map.of())
                        .location())
                .isEqualTo("/admin/login?signed-out");
        assertThat(tali.signIn("tali", PASSWORD).location()).isEqualTo("/admin/users/tali?salon=aurora");
        assertThat(database.count("console_users WHERE username = 'tali' AND role = 'ADMIN'"))
                .isOne();
    }

    @Test
    void what_is_not_there_or_not_allowed_is_said_within_the_console_with_menu_and_search() {
        SignedInClient ido = newUser("ido", Role.STAFF);
        for (String path : List.of("/admin/nothing-here", "/admin/users", "/admin/customers/x")) {
            Page refused = ido.get(path);
            assertThat(refused.status()).as(path).isIn(403, 404);
            assertThat(refused.body()).as(path).contains("id=\"search\"", "id=\"nav\"", "id=\"status\"");
        }
        Page unknown = newUser("noga", Role.ADMIN).get("/admin/bookings/BK000000");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.body()).contains("Nothing found for", "BK000000", "id=\"search\"");
        assertThat(SignedInClient.nobody(console).get("/admin/login?x").body()).doesNotContain("id=\"nav\"");
    }

    @Test
    void an_old_form_says_so_and_leads_back() {
        SignedInClient lea = newUser("lea", Role.ADMIN);
        Page refused = lea.postWithToken(
                "/admin/users/lea",
                "an-old-token",
                Map.of("role", "STAFF"),
                "Referer",
                console.address() + "/admin/users/lea?salon=aurora");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).contains("This page was open too long", "href=\"/admin/users/lea?salon=aurora\"");
        assertThat(lea.postWithToken("/admin/logout", "", Map.of(), "Referer", "https://evil.example/admin")
                        .body())
                .contains("id=\"back\" class=\"button\" href=\"/admin\"");
        Page nobody = SignedInClient.nobody(console).postWithToken("/admin/users", "", Map.of(), "HX-Request", "true");
        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.header("HX-Redirect")).isEqualTo("/admin/login");
        assertThat(database.count("console_users WHERE username = 'lea' AND role = 'ADMIN'"))
                .isOne();
    }

    @Test
    void who_signs_out_is_out() {
        SignedInClient mia = newUser("mia", Role.STAFF);
        Page answer = mia.post("/admin/logout", Map.of());
        assertThat(answer.location()).isEqualTo("/admin/login?signed-out");
        assertThat(mia.get("/admin/login?signed-out").body()).contains("You are signed out.");
        assertThat(mia.get("/admin").location()).startsWith("/admin/login");
        assertThat(database.count("audit_log WHERE username = 'mia' AND act IN ('signed_in', 'signed_out')"))
                .isEqualTo(2);
    }

    @Test
    void a_user_is_not_mistaken_for_nobody_because_of_a_name() {
        accounts().add("test", "anonymousUser", "{noop}" + PASSWORD, Role.ADMIN, List.of());
        assertThat(SignedInClient.nobody(console).get("/admin/users").location())
                .isEqualTo("/admin/login");
    }

    @Test
    void behind_a_proxy_with_tls_the_session_cookie_is_for_tls_only() {
        assertThat(SignedInClient.nobody(console)
                        .get("/admin/login", "X-Forwarded-Proto", "https")
                        .header("Set-Cookie"))
                .contains("Secure");
    }

    @Test
    void users_are_added_changed_and_given_a_password_on_their_page() {
        SignedInClient boss = newUser("boss3", Role.ADMIN);
        Map<String, String> fields = Map.of(
                "username", "nina", "role", "STAFF", "salons", "aurora", "password", PASSWORD, "repeat", PASSWORD);
        Page added = boss.post("/admin/users", fields);
        assertThat(added.location()).startsWith("/admin/users");
        assertThat(boss.get(added.location() + "&q=NIN").body())
                .contains("The user has been added.", "nina")
                .doesNotContain("??");
        assertThat(boss.post("/admin/users", fields).body()).contains("There is a user of this name.");
        assertThat(boss.post("/admin/users", Map.of("username", "no spaces")).body())
                .contains("2 to 64 of the letters", "Please choose a role", "at least 12 characters");
        SignedInClient nina = SignedInClient.of(console, "nina", PASSWORD);
        String version = Long.toString(
                console.bean(ConsoleUsers.class).byName("nina").orElseThrow().version());
        boss.post(
                "/admin/users/nina/password",
                Map.of("password", OTHER_PASSWORD, "repeat", OTHER_PASSWORD, "version", version));
        assertThat(nina.get("/admin").location()).startsWith("/admin/login");
        assertThat(boss.get("/admin/audit?subject=nina").body())
                .contains("Added a user", "Changed a password", "href=\"/admin/users/nina\"");
        assertThat(boss.get("/admin/audit?from=nonsense&to=99999-01-01&act=nonsense&before=2026_x&user=%01")
                        .body())
                .contains("is not a date", "is not an act");
        assertThat(boss.get("/admin/users?q=%01%25&after=%01").status()).isEqualTo(200);
    }
}
