package io.quickbooking.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.RequestDispatcher;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@WebMvcTest(StartPageController.class)
@AutoConfigureMockMvc(addFilters = false)
class StartPageTest {
    private static final List<String> INLINE_CODE = List.of("<style", "<script", "style=", "onclick=");

    @Autowired
    private MockMvcTester mvc;

    @Test
    void start_page_says_what_runs_here_and_where_to_go_on() {
        assertThat(mvc.get().uri("/"))
                .hasStatusOk()
                .bodyText()
                .contains("Quick Booking", "Version 1.", "/actuator/health", "/v3/api-docs", "/webhooks/whatsapp")
                .doesNotContain("??")
                .doesNotContain(INLINE_CODE);
    }

    @ParameterizedTest
    @CsvSource({
        "404, There is no such page",
        "403, This is not for you to see",
        "500, Something went wrong here",
        "503, Something went wrong here",
        "418, This did not work"
    })
    void error_page_says_what_happened_without_internals(int status, String title) {
        assertThat(mvc.get()
                        .uri("/error")
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

    @ParameterizedTest
    @CsvSource({"/css/front.css, text/css", "/icon.svg, image/svg+xml"})
    void what_the_pages_refer_to_is_there(String path, String type) {
        assertThat(mvc.get().uri(path)).hasStatusOk().hasContentTypeCompatibleWith(type);
    }
}
