package io.quickbooking.console.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quickbooking.console.api.TapsController.TapResponse;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.core.availability.Refusal;
import io.quickbooking.testing.TestDatabase;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every error under {@code /api} is problem details, wherever it comes from, and one type has one title and one status.
 *
 * <p>Seen to fail with a problem without a title, and with another status than that of the answer.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiErrorsTest {
    private static final String BASIC = "Authorization: Basic "
            + Base64.getEncoder().encodeToString(("admin:" + RunningConsole.PASSWORD).getBytes(StandardCharsets.UTF_8));
    private static final String JSON = "Content-Type: application/json";

    private final TestDatabase database = TestDatabase.createEmpty();
    private final RunningConsole console = RunningConsole.on(database, Map.of(), ApiErrorsTest::withFailure);

    @AfterAll
    void close() {
        console.close();
        database.close();
    }

    private final Map<String, String> titles = new ConcurrentHashMap<>();

    /** A filter that fails when a request asks for it. */
    private static Object withFailure(Object bean, String name) {
        if (!name.equals("requestTimeLimit")) {
            return bean;
        }
        return (Filter) (request, response, chain) -> {
            if ("fail=1".equals(((HttpServletRequest) request).getQueryString())) {
                throw new IllegalStateException("a secret of the inside");
            }
            ((Filter) bean).doFilter(request, response, chain);
        };
    }

    record Raw(int status, String head, String body) {
        String header(String name) {
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    private Raw send(String requestLine, String body, String... headers) {
        URI uri = URI.create(console.address());
        StringBuilder request = new StringBuilder(requestLine + " HTTP/1.0\r\nHost: localhost\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        request.append("Content-Length: ")
                .append(body.length())
                .append("\r\n\r\n")
                .append(body);
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            int end = answer.indexOf("\r\n\r\n");
            return new Raw(
                    Integer.parseInt(answer.substring(9, 12)), answer.substring(0, end), answer.substring(end + 4));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET     | /api/v1/nothing             | 404",
                "GET     | /api                        | 404",
                "GET     | /api/v2/slots               | 404",
                "GET     | /api/v1/slots/?salon=aurora | 404",
                "DELETE  | /api/v1/slots               | 405",
                "PUT     | /api/v1/bookings            | 405",
                "PATCH   | /api/v1/bookings/BK000000   | 405",
                "GET     | /api/v1/taps                | 405",
                "TRACE   | /api/v1/slots               | 405",
                "MADEUP  | /api/v1/slots               | 400",
                "GET     | /api/v1/bookings/a;b        | 400",
                "GET     | //api/v1/slots              | 400",
                "GET     | /api/v1/bookings/a%2Fb      | 400",
                "GET     | /api/v1/bookings/a%00b      | 400",
                "GET     | /api/v1/bookings/%zz        | 400",
                "GET     | /api/v1/slots?salon=a%00b   | 400",
                "GET     | /api/v1/slots?salon=%zz     | 400",
                "GET     | /api/v1/slots               | 400",
                "GET     | /api/v1/slots?salon=nowhere | 404",
                "GET     | /api/v1/slots?fail=1        | 500",
                "POST    | /api/v1/taps                | 400",
                "POST    | /api/v1/nothing             | 404",
            })
    void are_problem_details(String method, String path, int status) {
        Raw answer = send(method + " " + path, "", BASIC);
        assertThat(answer.status()).isEqualTo(status);
        assertProblem(answer);
    }

    private void assertProblem(Raw answer) {
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        JsonNode problem = JsonMapper.builder().build().readTree(answer.body());
        assertThat(problem.at("/status").asInt()).isEqualTo(answer.status());
        assertThat(problem.at("/detail").asString()).isNotBlank();
        assertTitle(
                problem.at("/type").asString(),
                answer.status(),
                problem.at("/title").asString());
        assertThat(answer.body()).doesNotContain("secret", "timestamp", "Exception", "<html");
    }

    private void assertTitle(String type, int status, String title) {
        assertThat(title).isNotBlank();
        if (type.isEmpty()) {
            // As RFC 9457 has it for a problem that is no more than its status.
            assertThat(title).isEqualTo(HttpStatus.valueOf(status).getReasonPhrase());
            return;
        }
        assertThat(type).matches("urn:quick-booking:problem:[a-z]+(-[a-z]+)*");
        assertThat(titles.computeIfAbsent(type, first -> status + " " + title))
                .as(type)
                .isEqualTo(status + " " + title);
    }

    static Stream<Arguments> causes() {
        TapResponse told = new TapResponse("session_expired", null, null);
        TapResponse taken = new TapResponse("slot_taken", null, null);
        TapResponse limited = new TapResponse("rate_limited", null, null);
        return Stream.of(
                arguments(400, ApiProblem.badRequest("It is none.")),
                arguments(400, ApiProblem.badTap(told)),
                arguments(404, ApiProblem.noSalon("nowhere")),
                arguments(404, ApiProblem.noBooking("BK000000")),
                arguments(409, ApiProblem.unavailable(Refusal.BOOKED)),
                arguments(409, ApiProblem.conflict(taken)),
                arguments(422, ApiProblem.keyUsed()),
                arguments(429, ApiProblem.tooMany(limited)),
                arguments(500, ApiProblem.failure()),
                arguments(503, ApiProblem.salonOutOfOrder()),
                arguments(503, ApiProblem.readOnly()));
    }

    @ParameterizedTest
    @MethodSource("causes")
    void of_each_cause_have_its_status_and_title(int status, ApiProblem problem) {
        ProblemDetail body = problem.getBody();
        assertThat(problem.getStatusCode().value()).isEqualTo(status);
        assertThat(body.getStatus()).isEqualTo(status);
        assertThat(body.getDetail()).isNotBlank();
        assertTitle(String.valueOf(body.getType()), status, String.valueOf(body.getTitle()));
    }

    @Test
    void a_method_that_is_not_possible_comes_with_those_that_are() {
        assertThat(send("DELETE /api/v1/slots", "", BASIC).header("Allow")).contains("GET");
    }

    @Test
    void a_body_of_another_kind_and_an_answer_that_is_not_accepted_are_problems() {
        assertStatus(415, send("POST /api/v1/taps", "a=b", BASIC, "Content-Type: text/plain"));
        assertStatus(415, send("POST /api/v1/taps", "a=b", BASIC, "Content-Type: application/x-www-form-urlencoded"));
        assertStatus(415, send("POST /api/v1/taps", "--x--", BASIC, "Content-Type: multipart/form-data; boundary=x"));
        assertStatus(415, send("POST /api/v1/taps", "--x--", BASIC, "Content-Type: multipart/form-data"));
        assertStatus(406, send("GET /api/v1/slots?salon=aurora", "", BASIC, "Accept: text/html"));
        assertStatus(406, send("GET /api/v1/bookings/BK000000", "", BASIC, "Accept: application/xml"));
        assertStatus(404, send("GET /api/v1/nothing", "", BASIC, "Accept: text/html"));
        assertStatus(400, send("POST /api/v1/taps", "{", BASIC, JSON));
        assertStatus(400, send("POST /api/v1/bookings", "{}", BASIC, JSON));
    }

    @Test
    void who_is_not_let_in_is_told_so_in_the_same_way() {
        assertStatus(401, send("GET /api/v1/nothing", ""));
        assertStatus(401, send("DELETE /api/v1/slots", "", "Authorization: Basic !"));
        assertStatus(
                401,
                send(
                        "GET /api/v1/slots",
                        "",
                        "Authorization: Basic "
                                + Base64.getEncoder().encodeToString("a:b".getBytes(StandardCharsets.UTF_8))));
        assertStatus(400, send("GET /api/v1/slots;x", ""));
    }

    @Test
    void head_has_the_head_of_it_and_options_are_told() {
        Raw head = send("HEAD /api/v1/nothing", "", BASIC);
        assertThat(head.status()).isEqualTo(404);
        assertThat(head.header("Content-Type")).startsWith("application/problem+json");
        assertThat(head.body()).isEmpty();
        Raw options = send("OPTIONS /api/v1/slots", "", BASIC);
        assertThat(options.status()).isEqualTo(200);
        assertThat(options.header("Allow")).contains("GET");
    }

    @Test
    void what_is_not_the_api_answers_as_before() {
        assertThat(send("GET /admin/login?salon=%zz", "", "Accept: text/html").status())
                .isIn(200, 400);
        assertThat(send("GET /apiary", "").header("Content-Type")).doesNotContain("problem");
        assertThat(send("GET /nothing", "", "Accept: text/html").header("Content-Type"))
                .startsWith("text/html");
    }

    private void assertStatus(int status, Raw answer) {
        assertThat(answer.status()).isEqualTo(status);
        assertProblem(answer);
    }
}
