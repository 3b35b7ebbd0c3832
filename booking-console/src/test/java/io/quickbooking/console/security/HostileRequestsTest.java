package io.quickbooking.console.security;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.quickbooking.console.accounts.Role;
import io.quickbooking.console.accounts.UserAccounts;
import io.quickbooking.console.testing.ConsoleClient;
import io.quickbooking.console.testing.ConsoleClient.Answer;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.console.testing.SignedInClient;
import io.quickbooking.console.testing.SignedInClient.Page;
import io.quickbooking.testing.TestDatabase;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.LoggerFactory;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/**
 * What attackers type, in every parameter of every address, by an administrator, whom nothing else stops. The parameters
 * are read off the handlers, so a new address is tried without being named here.
 *
 * <p>Seen to fail with: the handler of {@code RequestRejectedException} taken out of {@code ApiErrors}; the headers taken out
 * of the handler of rejected requests; the tokens of forms switched off; {@code nobodysHash} not compared; parameters of
 * the search and the audit log put into their SQL; {@code th:utext} on what was searched for; {@code isOurs} always true;
 * all of the actuator exposed, and what is not listed open.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileRequestsTest {
    private static final String PASSWORD = "a fictional password";

    /** What {@code 1234567*7} would be if somebody computed it. */
    private static final String COMPUTED = "8641969";

    private static final String MARKUP = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";

    private static final List<String> HOSTILE = List.of(
            "' OR '1'='1",
            "zzqq%' OR 1=1 --",
            "zzqq\\' OR 1=1 --",
            "'; DROP TABLE bookings; --",
            "1) UNION SELECT password FROM console_users --",
            "x'||(SELECT pg_sleep(20))||'",
            "$1 ? :q {call x} ${q} #{q}",
            "${1234567*7}",
            "[[${1234567*7}]] [(${1234567*7})]",
            "__${1234567*7}__::.x",
            "#{T(Integer).valueOf(1234567*7)} {{1234567*7}} <%= 1234567*7 %>",
            "${jndi:ldap://127.0.0.1:1/a}",
            "redirect:https://evil.example/",
            "https://evil.example/",
            "//evil.example/",
            "/\\evil.example/",
            "/admin//evil.example/",
            "javascript:alert(1)",
            "x\r\nSet-Cookie: evil=1\r\nLocation: https://evil.example/\r\n\r\n<b>",
            MARKUP,
            "../../../../../../etc/passwd",
            "\u202E\u2066\u0007\u001B[31m\u0085\u2028",
            "a\0b",
            "\uFFFF\uFDD0\uD83D",
            "9".repeat(400),
            "-9223372036854775809",
            "2026-02-30",
            "+999999999-12-31T25:61",
            "00000000-0000-0000-0000-000000000000",
            "NaN",
            "%",
            "x".repeat(5_000),
            "\uD83D\uDC87".repeat(2_500));

    /** Of the texts, for each address: the next address gets the next ones. {@code -Dhostile.texts=33} tries all. */
    private static final int AT_ONCE = Integer.getInteger("hostile.texts", 2);

    /** Fields of forms that handlers take as a whole. */
    private static final List<String> COMMON = List.of(
            "salon",
            "q",
            "after",
            "before",
            "from",
            "to",
            "date",
            "day",
            "name",
            "code",
            "text",
            "note",
            "reason",
            "version",
            "key",
            "timeZone",
            "language",
            "currency",
            "minutes",
            "price",
            "services",
            "customer",
            "phone");

    private static final Pattern TELLS_TOO_MUCH = Pattern.compile(
            "(?i)PSQLException|SQLState|org\\.postgresql|org\\.springframework|io\\.quickbooking\\.|java\\.lang\\.|"
                    + "at [a-z.]+\\([A-Za-z]+\\.java|syntax error|Whitelabel|Apache Tomcat");
    /** Of rows that a filter may show: a booking's code, a user. */
    private static final Pattern ROW = Pattern.compile("BK\\d{6}|>victim<");

    private final AtomicInteger compared = new AtomicInteger();
    private final TestDatabase database = TestDatabase.createEmpty();
    private final RunningConsole console = RunningConsole.on(
            database, Map.of(), (bean, name) -> bean instanceof PasswordEncoder encoder ? counting(encoder) : bean);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final SignedInClient attacker;
    private final String booking;

    HostileRequestsTest() {
        String slot = console.getAsAdmin("/api/v1/slots?salon=aurora&limit=1")
                .json()
                .at("/slots/0/buttonId")
                .asString();
        String confirm = console.tap("+15550100140", slot).button(0);
        booking =
                console.tap("+15550100140", confirm).json().path("bookingCode").asString();
        for (String name : List.of("attacker", "victim")) {
            console.bean(UserAccounts.class).add("test", name, "{noop}" + PASSWORD, Role.ADMIN, List.of());
        }
        attacker = SignedInClient.of(console, "attacker", PASSWORD);
        log.start();
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(log);
    }

    @AfterAll
    void close() {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(log);
        console.close();
        database.close();
    }

    private PasswordEncoder counting(PasswordEncoder encoder) {
        return new PasswordEncoder() {
            @Override
            public String encode(CharSequence password) {
                return encoder.encode(password);
            }

            @Override
            public boolean matches(CharSequence password, String hash) {
                compared.incrementAndGet();
                return encoder.matches(password, hash);
            }
        };
    }

    /** An address with the names of its parameters. */
    private record Target(String method, String pattern, Set<String> parameters, List<String> variables) {
        boolean isOfTheConsole() {
            return pattern.startsWith("/admin");
        }

        boolean endsTheSession() {
            return pattern.equals("/admin/logout") || pattern.startsWith("/admin/account");
        }

        /** The address with this in the place of one variable, or of none. */
        String with(String variable, String value, String valid) {
            String known = pattern.startsWith("/admin/settings") ? "aurora" : valid;
            return Pattern.compile("\\{(\\w+)}")
                    .matcher(pattern)
                    .replaceAll((MatchResult found) -> Matcher.quoteReplacement(
                            found.group(1).equals(variable) ? encoded(value) : validFor(found.group(1), known)));
        }

        private static String validFor(String variable, String valid) {
            return switch (variable) {
                case "master" -> "m123";
                case "service" -> "s456";
                case "key" -> "~new";
                case "act" -> "cancel";
                case "username" -> "victim";
                default -> valid;
            };
        }
    }

    private List<Target> targets() {
        RequestMappingHandlerMapping controllers = Objects.requireNonNull(
                        console.bean(DispatcherServlet.class).getWebApplicationContext())
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
        List<Target> targets = new ArrayList<>();
        controllers.getHandlerMethods().forEach((mapping, handler) -> {
            for (RequestMethod method : mapping.getMethodsCondition().getMethods()) {
                for (String pattern : mapping.getPatternValues()) {
                    List<String> variables = new ArrayList<>();
                    targets.add(new Target(method.name(), pattern, parameters(handler, variables), variables));
                }
            }
        });
        return targets;
    }

    private static Set<String> parameters(HandlerMethod handler, List<String> variables) {
        Set<String> names = new LinkedHashSet<>();
        for (MethodParameter parameter : handler.getMethodParameters()) {
            parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
            RequestParam asked = parameter.getParameterAnnotation(RequestParam.class);
            if (parameter.hasParameterAnnotation(PathVariable.class)) {
                variables.add(Objects.requireNonNull(parameter.getParameterName()));
            } else if (asked != null) {
                names.add(asked.name().isEmpty() ? Objects.requireNonNull(parameter.getParameterName()) : asked.name());
            } else if (parameter.getParameterType().isRecord()) {
                Arrays.stream(parameter.getParameterType().getRecordComponents())
                        .map(RecordComponent::getName)
                        .forEach(names::add);
            }
        }
        return names;
    }

    @Test
    void nothing_that_is_typed_anywhere_breaks_runs_or_leads_away() {
        long users = database.count("console_users");
        long bookings = database.count("bookings");
        SoftAssertions all = new SoftAssertions();
        int turn = 0;
        for (Target target : targets()) {
            if (!target.isOfTheConsole()
                    || target.endsTheSession()
                    || target.pattern().equals("/admin/live")) {
                continue;
            }
            String thing = thing(target.pattern());
            // Some texts in all parameters at once ..
            for (int i = 0; i <= AT_ONCE; i++) {
                String hostile = i == 0 ? MARKUP : HOSTILE.get(turn++ % HOSTILE.size());
                Map<String, String> fields = new LinkedHashMap<>();
                COMMON.forEach(name -> fields.put(name, hostile));
                target.parameters().forEach(name -> fields.put(name, hostile));
                check(all, target, target.with("", "", thing), fields, hostile);
            }
            // .. and in each alone, since what is looked at first may hide the rest.
            for (String parameter : target.parameters()) {
                String hostile = HOSTILE.get(turn++ % HOSTILE.size());
                check(all, target, target.with("", "", thing), Map.of(parameter, hostile), hostile);
                check(all, target, target.with("", "", thing), Map.of(parameter, MARKUP), MARKUP);
            }
            for (String variable : target.variables()) {
                for (int i = 0; i < AT_ONCE; i++) {
                    String hostile = HOSTILE.get(turn++ % HOSTILE.size());
                    check(all, target, target.with(variable, hostile, thing), Map.of(), hostile);
                }
            }
        }
        all.assertAll();
        assertThat(database.count("console_users")).isEqualTo(users);
        assertThat(database.count("bookings")).isEqualTo(bookings);
        assertThat(database.count("salons WHERE active AND code = 'aurora'")).isOne();
        assertQuiet();
    }

    private void check(SoftAssertions all, Target target, String path, Map<String, String> fields, String hostile) {
        boolean reads = target.method().equals("GET");
        String query = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        if (reads && query.length() > 6_000) {
            // Tomcat takes no longer ones; the same text in one parameter is tried below.
            query = "q=" + encoded(hostile.substring(0, Math.min(400, hostile.length())));
        }
        Page page = reads ? attacker.get(path + "?" + query) : attacker.post(path, fields);
        String what = target.method() + " " + path + " " + fields.keySet() + " = " + shortened(hostile);
        all.assertThat(page.status()).as(what).isLessThan(500);
        all.assertThat(TELLS_TOO_MUCH.matcher(page.body()).results().map(MatchResult::group))
                .as(what)
                .isEmpty();
        all.assertThat(page.body()).as(what).doesNotContain(COMPUTED, "root:x:0", "{bcrypt}", "{noop}");
        if (page.header("Content-Type").startsWith("text/html")) {
            all.assertThat(page.body()).as(what).doesNotContain("<script>alert(1)", "<img src=x");
        } else if (!page.body().isEmpty()) {
            all.assertThat(page.header("Content-Disposition")).as(what).startsWith("attachment");
        }
        all.assertThat(page.response().headers().allValues("Set-Cookie"))
                .as(what)
                .noneMatch(cookie -> cookie.startsWith("evil"));
        all.assertThat(page.header("Location")).as(what).matches("(/(?![/\\\\]).*)?");
    }

    /** The id of something of this kind. */
    private String thing(String pattern) {
        String kind = pattern.startsWith("/admin/customers")
                ? "customers"
                : pattern.startsWith("/admin/sessions")
                        ? "sessions"
                        : pattern.startsWith("/admin/messages/received")
                                ? "inbound_messages"
                                : pattern.startsWith("/admin/messages") ? "outbound_messages" : "";
        return kind.isEmpty()
                ? booking
                : database.jdbc()
                        .sql("SELECT id::text FROM " + kind + " LIMIT 1")
                        .query(String.class)
                        .single();
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(40, text.length()));
    }

    /** No error, no stack trace, and no line that its author did not write. */
    private void assertQuiet() {
        assertThat(List.copyOf(log.list))
                .as("the log")
                .noneMatch(line -> line.getLevel().isGreaterOrEqual(Level.ERROR))
                .noneMatch(line -> line.getThrowableProxy() != null)
                .noneMatch(line -> line.getFormattedMessage().matches("(?s).*[\\p{Cntrl}\\u2028\\u2029].*"));
    }

    @Test
    void no_filter_finds_more_by_sql_than_by_nonsense() {
        SoftAssertions all = new SoftAssertions();
        for (Target target : targets()) {
            if (!target.method().equals("GET")
                    || !target.isOfTheConsole()
                    || target.endsTheSession()
                    || !target.variables().isEmpty()
                    || target.pattern().equals("/admin/live")) {
                continue;
            }
            Set<String> parameters = new LinkedHashSet<>(target.parameters());
            parameters.add("q");
            // A place in an order: what comes after another is more by right.
            parameters.removeAll(List.of("salon", "after"));
            for (String parameter : parameters) {
                Set<String> byNonsense = rows(target.pattern() + "?" + parameter + "=zzqqxx");
                for (String sql : HOSTILE.subList(0, 3)) {
                    all.assertThat(rows(target.pattern() + "?" + parameter + "=" + encoded(sql)))
                            .as(target.pattern() + " by " + parameter + " = " + sql)
                            .isEqualTo(byNonsense);
                }
            }
        }
        all.assertAll();
    }

    private Set<String> rows(String path) {
        return ROW.matcher(attacker.get(path).body())
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void the_api_takes_none_of_it_either() {
        JsonMapper json = JsonMapper.shared();
        SoftAssertions all = new SoftAssertions();
        long bookings = database.count("bookings");
        for (String hostile : HOSTILE) {
            List<Answer> answers = new ArrayList<>();
            for (String field : List.of("salon", "customer", "buttonId", "name", "language")) {
                Map<String, String> body = new LinkedHashMap<>(Map.of(
                        "salon", "aurora", "customer", "+15550100141", "buttonId", "slot_2026-01-01_09:00_m123"));
                body.put(field, hostile);
                answers.add(console.postTap(json.writeValueAsString(body)));
            }
            for (String field : List.of("salon", "master", "service", "from", "limit", "customer")) {
                answers.add(console.getAsAdmin("/api/v1/slots?" + field + "=" + encoded(shortened(hostile))));
            }
            answers.add(console.getAsAdmin("/api/v1/bookings/" + encoded(shortened(hostile))));
            answers.add(console.postBooking("key", json.writeValueAsString(Map.of("salon", hostile))));
            for (Answer answer : answers) {
                all.assertThat(answer.status()).as(shortened(hostile)).isLessThan(500);
                all.assertThat(TELLS_TOO_MUCH.matcher(answer.body()).find())
                        .as(shortened(hostile) + " " + answer.body())
                        .isFalse();
                all.assertThat(answer.body()).doesNotContain(COMPUTED);
            }
        }
        all.assertAll();
        assertThat(database.count("bookings")).isEqualTo(bookings);
        assertThat(console.postTap("[".repeat(100_000)).status()).isEqualTo(400);
        assertThat(console.postTap("{\"salon\":".repeat(100_000)).status()).isEqualTo(400);
        assertThat(console.postTap("{\"salon\":\"" + "x".repeat(9_000_000) + "\"}")
                        .status())
                .isBetween(400, 499);
        assertQuiet();
    }

    @Test
    void no_form_without_its_token_does_anything() {
        SoftAssertions all = new SoftAssertions();
        List<Target> forms = targets().stream()
                .filter(target -> target.isOfTheConsole() && target.method().equals("POST"))
                .toList();
        assertThat(forms).hasSizeGreaterThan(30);
        List<String> paths = new ArrayList<>(List.of("/admin/login", "/admin/logout"));
        forms.forEach(form -> paths.add(form.with("", "", thing(form.pattern()))));
        for (String path : paths) {
            for (String token : List.of("", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")) {
                all.assertThat(attacker.postWithToken(path, token, Map.of("username", "x", "password", "y"))
                                .status())
                        .as(path)
                        .isEqualTo(403);
            }
        }
        all.assertAll();
        assertThat(attacker.get("/admin/users").status()).as("still signed in").isEqualTo(200);
    }

    @Test
    void an_unknown_name_costs_as_much_as_a_wrong_password() {
        String[] address = {"X-Forwarded-For", "203.0.113.77"};
        for (String name : List.of("victim", "nobody-of-this-name", "not a name", "x".repeat(5_000))) {
            compared.set(0);
            assertThat(SignedInClient.nobody(console)
                            .signIn(name, "nonsense", address)
                            .location())
                    .isEqualTo("/admin/login?wrong");
            assertThat(compared.get()).as(shortened(name)).isOne();
        }
    }

    @Test
    void every_answer_carries_what_protects_it_and_names_no_server() {
        SoftAssertions all = new SoftAssertions();
        SignedInClient anybody = SignedInClient.nobody(console);
        for (String path : List.of(
                "/",
                "/css/console.css",
                "/js/console.js",
                "/icon.svg",
                "/nonsense",
                "/error",
                "/admin/login",
                "/admin/%2e%2e",
                "/admin;x=1",
                "/admin/x%0d%0ay",
                "/actuator",
                "/actuator/env",
                "/actuator/heapdump",
                "/actuator/sbom",
                "/actuator/health",
                "/actuator/prometheus",
                "/actuator/metrics",
                "/v3/api-docs",
                "/api/v1/slots",
                "/api/v1/nothing",
                "/webhooks/whatsapp",
                "/webhooks/nothing")) {
            Page page = anybody.get(path);
            all.assertThat(page.status()).as(path).isLessThan(500);
            all.assertThat(page.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
            all.assertThat(page.header("X-Frame-Options")).as(path).isEqualTo("DENY");
            all.assertThat(page.header("Content-Security-Policy")).as(path).contains("default-src", "frame-ancestors");
            all.assertThat(page.header("Server") + page.header("X-Powered-By"))
                    .as(path)
                    .isEmpty();
            all.assertThat(TELLS_TOO_MUCH.matcher(page.body()).find()).as(path).isFalse();
            if (path.startsWith("/actuator") && !path.endsWith("health")) {
                all.assertThat(page.status()).as(path).isEqualTo(path.endsWith("prometheus") ? 401 : 404);
            }
        }
        for (String broken : List.of(
                "GET / HTTP/1.1\r\n\r\n",
                "GET /\u0001 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000) + "\r\n\r\n")) {
            all.assertThat(console.firstLineOfAnswerTo(broken))
                    .as(shortened(broken))
                    .matches("HTTP/1.1 4\\d\\d .*|HTTP/1.1 505 .*");
        }
        all.assertAll();
        assertQuiet();
    }

    private static String encoded(String text) {
        return ConsoleClient.encoded(text).replace("+", "%20");
    }
}
