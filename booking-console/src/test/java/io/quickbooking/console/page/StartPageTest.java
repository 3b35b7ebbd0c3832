package io.quickbooking.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.console.testing.SignedInClient;
import io.quickbooking.console.testing.SignedInClient.Page;
import io.quickbooking.testing.TestDatabase;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.servlet.DispatcherServlet;

class StartPageTest {
    private static final List<String> INLINE_CODE = List.of("<style", "<script", "style=", "onclick=");

    private static TestDatabase database;
    private static RunningConsole console;
    /** The same pages, for errors that no address leads to. */
    private static MockMvcTester mvc;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        console = RunningConsole.on(database, Map.of());
        mvc = MockMvcTester.from(
                Objects.requireNonNull(console.bean(DispatcherServlet.class).getWebApplicationContext()));
    }

    @AfterAll
    static void stop() {
        console.close();
        database.close();
    }

    @Test
    void start_page_says_what_runs_here_and_where_to_go_on() {
        Page page = SignedInClient.nobody(console).get("/");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains(
                        "Quick Booking",
                        "Version 1.",
                        "Open the console",
                        "href=\"/admin\"",
                        "/actuator/health",
                        "/v3/api-docs",
                        "/webhooks/whatsapp")
                .contains("<html lang=\"en\" dir=\"ltr\"")
                .doesNotContain("??")
                .doesNotContain(INLINE_CODE);
        assertThat(page.header("Set-Cookie")).isEmpty();
    }

    @Test
    void who_reads_hebrew_is_met_in_hebrew() {
        SignedInClient nobody = SignedInClient.nobody(console);
        for (String path : List.of("/", "/admin/login", "/nonsense")) {
            assertThat(nobody.get(path, "Accept-Language", "he-IL,he;q=0.9,en;q=0.8")
                            .body())
                    .as(path)
                    .contains("<html lang=\"he\" dir=\"rtl\"")
                    .doesNotContain("??");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "404, There is no such page",
        "403, You don’t have access",
        "500, Something went wrong here",
        "503, The database does not answer",
        "418, Something went wrong"
    })
    void error_page_says_what_happened_without_internals(int status, String title) {
        assertThat(mvc.get()
                        .uri("/error")
                        .with(request -> {
                            request.setDispatcherType(DispatcherType.ERROR);
                            return request;
                        })
                        .accept(MediaType.TEXT_HTML)
                        .requestAttr(RequestDispatcher.ERROR_STATUS_CODE, status)
                        .requestAttr(RequestDispatcher.ERROR_EXCEPTION, new IllegalStateException("internal"))
                        .requestAttr(RequestDispatcher.ERROR_MESSAGE, "internal"))
                .hasStatus(status)
                .bodyText()
                .contains(title, String.valueOf(status))
                .doesNotContain("??", "internal", "IllegalState")
                .doesNotContain(INLINE_CODE);
    }

    @Test
    void an_error_leads_back_to_where_it_came_from_and_is_json_for_programs() {
        SignedInClient nobody = SignedInClient.nobody(console);
        assertThat(nobody.get("/nonsense").body()).contains("id=\"back\" class=\"button\" href=\"/\"");
        SignedInClient admin = SignedInClient.of(console, "admin", RunningConsole.PASSWORD);
        assertThat(admin.get("/admin/nonsense").body()).contains("id=\"back\" class=\"button\" href=\"/admin\"");
        Page json = nobody.get("/nonsense", "Accept", "application/json");
        assertThat(json.status()).isEqualTo(404);
        assertThat(json.header("Content-Type")).startsWith("application/json");
        assertThat(json.body()).contains("\"status\":404");
    }

    @ParameterizedTest
    @CsvSource({"/css/front.css, text/css", "/icon.svg, image/svg+xml"})
    void what_the_pages_refer_to_is_there(String path, String type) {
        Page file = SignedInClient.nobody(console).get(path, "Accept", "*/*");

        assertThat(file.status()).isEqualTo(200);
        assertThat(file.header("Content-Type")).startsWith(type);
    }
}
