package io.quickbooking.console.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.accounts.Role;
import io.quickbooking.console.accounts.UserAccounts;
import io.quickbooking.console.testing.ConsoleClient.Answer;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.console.testing.SignedInClient;
import io.quickbooking.core.analytics.Share;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.conversation.ButtonHandlerService;
import io.quickbooking.core.conversation.Tap;
import io.quickbooking.core.conversation.TapOutcome;
import io.quickbooking.core.customer.CustomerIdentity;
import io.quickbooking.core.inbox.InboundMessage;
import io.quickbooking.core.watch.AlarmKind;
import io.quickbooking.testing.GraphApiStandIn;
import io.quickbooking.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The product, its rule file and its dashboard are about the same numbers. Seen to fail with: a limit in the rule file that
 * differs from the code; a metric, a label or a value renamed on either side; the address open to all, or to the staff of one
 * salon; the banner shown to them; a booking's code behind the kind of a tap.
 */
class ObservabilityTest {
    private static final Path FILES = Path.of("..", "docs", "observability");
    private static final String PHONE = "15550100201";
    /** What Prometheus or the histogram's format adds. */
    private static final Set<String> NOT_OURS = Set.of("le", "instance", "alertname");

    private static final TestDatabase database = TestDatabase.create(1);
    private static final GraphApiStandIn graph = GraphApiStandIn.start();
    private static RunningConsole console;
    private static String code;
    private static String scraped;

    @BeforeAll
    static void a_customer_books_and_the_audit_found_something() {
        database.jdbc()
                .sql("INSERT INTO audit_runs (started_at, finished_at) VALUES (now(), now())")
                .update();
        database.jdbc()
                .sql("INSERT INTO audit_findings (run_id, kind, found) SELECT id, 'overlaps', 2 FROM audit_runs")
                .update();
        console = RunningConsole.on(
                database,
                Map.of(
                        // It would find less than is said here.
                        "booking.audit.at",
                        "off",
                        "booking.whatsapp.access-token",
                        "fictional-token",
                        "booking.whatsapp.graph-url",
                        graph.url().toString()));
        JsonNode slot = console.getAsAdmin("/api/v1/slots?salon=aurora&master=m123&service=s456&limit=1")
                .json()
                .path("slots")
                .get(0);
        Answer card = console.tap(PHONE, slot.at("/buttonId").asString());
        code = console.tap(PHONE, card.button(0)).json().at("/bookingCode").asString();
        assertThat(code).startsWith("BK");
        scraped = Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> console.getAsAdmin("/actuator/prometheus").body(),
                        body -> value(body, "quickbooking_answer_duration_seconds_count") == 2
                                && value(body, "quickbooking_sessions_live") == 0);
    }

    @AfterAll
    static void close() {
        console.close();
        graph.close();
        database.close();
    }

    @Test
    void a_booking_is_in_the_numbers_once() {
        assertThat(value(scraped, "quickbooking_taps_total", "kind=\"slot_selection\"", "outcome=\"card_shown\""))
                .isEqualTo(1);
        assertThat(value(scraped, "quickbooking_taps_total", "kind=\"booking_confirmation\"", "outcome=\"booked\""))
                .isEqualTo(1);
        assertThat(value(scraped, "quickbooking_tap_attempts_total", "result=\"ok\""))
                .isEqualTo(2);
        assertThat(value(scraped, "quickbooking_tap_attempts_total", "result=\"failed\""))
                .isZero();
        assertThat(value(scraped, "quickbooking_sessions_started_total")).isEqualTo(1);
        assertThat(value(scraped, "quickbooking_sessions_ended_total", "how=\"booked\""))
                .isEqualTo(1);
        assertThat(value(scraped, "quickbooking_confirm_time_seconds_count")).isEqualTo(1);
        assertThat(value(scraped, "quickbooking_deliveries_seconds_count", "result=\"accepted\""))
                .isEqualTo(2);
        assertThat(value(scraped, "quickbooking_alarm", "alarm=\"audit_findings\""))
                .isEqualTo(1);
        assertThat(value(scraped, "quickbooking_alarm")).isEqualTo(1);
    }

    @Test
    void no_number_says_who() {
        assertThat(scraped).doesNotContain(PHONE, "Ana", code, "Sarah", "aurora", "fictional");
    }

    @Test
    void simulated_customers_are_in_no_number() {
        double taps = value(console.getAsAdmin("/actuator/prometheus").body(), "quickbooking_taps_total");
        Salon salon = console.bean(Catalog.class).byCode("aurora").orElseThrow();
        Instant now = Instant.now();
        InboundMessage tap = new InboundMessage(
                salon.phoneNumberId(),
                "test.simulated",
                CustomerIdentity.ofPhone("15550100202"),
                "Ana Test",
                InboundMessage.TAP,
                "nonsense",
                now,
                "{}");
        console.bean(ButtonHandlerService.class).handle(new Tap(salon.id(), Realm.SIMULATED, tap, "en", now));
        assertThat(value(console.getAsAdmin("/actuator/prometheus").body(), "quickbooking_taps_total"))
                .isEqualTo(taps);
        console.tap("15550100203", "nonsense");
        assertThat(value(console.getAsAdmin("/actuator/prometheus").body(), "quickbooking_taps_total"))
                .isEqualTo(taps + 1);
    }

    @Test
    void the_rule_file_says_what_the_product_says() throws IOException {
        Map<String, String> rules = rules();
        assertThat(rules.keySet())
                .isEqualTo(
                        Arrays.stream(AlarmKind.values()).map(AlarmKind::rule).collect(Collectors.toSet()));
        SoftAssertions all = new SoftAssertions();
        for (AlarmKind kind : AlarmKind.values()) {
            String rule = rules.get(kind.rule());
            Matcher comparison = Pattern.compile("(?<![>=<])([<>]) ([0-9.]+)").matcher(rule);
            all.assertThat(comparison.find()).as(kind.rule()).isTrue();
            all.assertThat(comparison.group(1)).as(kind.rule()).isEqualTo(kind.below() ? "<" : ">");
            all.assertThat(Double.parseDouble(comparison.group(2)))
                    .as(kind.rule())
                    .isEqualTo(kind.limit());
            all.assertThat(comparison.find())
                    .as(kind.rule() + ", a second limit")
                    .isFalse();
            if (rule.contains("increase")) {
                all.assertThat(rule).as(kind.rule()).contains(">= " + Share.ENOUGH);
                all.assertThat(Pattern.compile("\\[(.*?)]")
                                .matcher(rule)
                                .results()
                                .map(range -> range.group(1)))
                        .as(kind.rule())
                        .containsOnly("1h");
            }
        }
        all.assertAll();
    }

    @Test
    void what_rules_and_panels_name_is_there() throws IOException {
        Map<String, List<String>> expressions = new LinkedHashMap<>();
        rules().forEach((rule, expression) -> expressions.put(rule, List.of(expression)));
        JsonNode dashboard = JsonMapper.shared().readTree(Files.readString(FILES.resolve("dashboard.json")));
        for (JsonNode panel : dashboard.path("panels")) {
            List<String> targets = new ArrayList<>();
            panel.path("targets")
                    .forEach(target -> targets.add(target.path("expr").asString()));
            if (!panel.path("type").asString().equals("row")) {
                assertThat(targets).as(panel.path("title").asString()).isNotEmpty();
                expressions.put(panel.path("title").asString(), targets);
            }
        }
        SoftAssertions all = new SoftAssertions();
        expressions.forEach((what, list) -> list.forEach(expression -> check(what, expression, all)));
        all.assertAll();
        assertThat(expressions).hasSizeGreaterThan(30);
    }

    private static void check(String what, String expression, SoftAssertions all) {
        Matcher metric = Pattern.compile("\\b((?:quickbooking|hikaricp|jvm|process|http)_[a-z_]+)(?:\\{([^}]*)})?")
                .matcher(expression);
        Set<String> labels = new TreeSet<>();
        int metrics = 0;
        while (metric.find()) {
            metrics++;
            List<String> lines = lines(scraped, metric.group(1));
            all.assertThat(lines).as(what + ": " + metric.group(1)).isNotEmpty();
            lines.forEach(line -> Pattern.compile("([a-z_]+)=\"")
                    .matcher(line)
                    .results()
                    .forEach(found -> labels.add(found.group(1))));
            if (metric.group(2) != null) {
                Pattern.compile("([a-z_]+)(=|!=|!~)\"([^\"]*)\"")
                        .matcher(metric.group(2))
                        .results()
                        .forEach(selected -> {
                            String pair = selected.group(1) + "=\"" + selected.group(3) + "\"";
                            if (selected.group(1).equals("outcome")) {
                                Arrays.stream(selected.group(3).split("\\|"))
                                        .forEach(outcome -> all.assertThat(TapOutcome.values())
                                                .as(what)
                                                .extracting(TapOutcome::code)
                                                .contains(outcome));
                            } else {
                                all.assertThat(lines).as(what + ": " + pair).anyMatch(line -> line.contains(pair));
                            }
                        });
            }
        }
        all.assertThat(metrics).as(what).isPositive();
        Pattern.compile("by \\(([^)]*)\\)")
                .matcher(expression)
                .results()
                .flatMap(by -> Arrays.stream(by.group(1).split(", *")))
                .filter(label -> !NOT_OURS.contains(label))
                .forEach(label -> all.assertThat(labels).as(what).contains(label));
    }

    @Test
    void only_those_who_see_all_salons_may_read_them() {
        assertThat(console.get("/actuator/prometheus").status()).isEqualTo(401);
        assertThat(console.getAs("admin", "wrong", "/actuator/prometheus").status())
                .isEqualTo(401);
        Map<Role, Integer> statuses = new HashMap<>();
        for (Role role : Role.values()) {
            String name = "m-" + role.name().toLowerCase(Locale.ROOT);
            addUser(name, role);
            statuses.put(
                    role,
                    console.getAs(name, RunningConsole.PASSWORD, "/actuator/prometheus")
                            .status());
        }
        assertThat(statuses).isEqualTo(Map.of(Role.VIEWER, 403, Role.STAFF, 403, Role.SUPPORT, 200, Role.ADMIN, 200));
        assertThat(console.getAsAdmin("/actuator/env").status()).isEqualTo(404);
        assertThat(console.getAsAdmin("/actuator/metrics").status()).isEqualTo(404);
    }

    @Test
    void an_alarm_is_on_today_and_on_health_for_administrators_in_both_languages() {
        SignedInClient admin = SignedInClient.of(console, "admin", RunningConsole.PASSWORD);
        assertThat(admin.get("/admin").body()).contains("data-alarm=\"audit_findings\"");
        assertThat(admin.get("/admin/health").body())
                .contains("id=\"check-alarm.audit_findings\"")
                .contains("Findings of the last audit");
        admin.post("/admin/language", Map.of("language", "he", "back", "/admin"));
        assertThat(admin.get("/admin").body() + admin.get("/admin/health").body())
                .contains("dir=\"rtl\"", "ממצאי הביקורת האחרונה")
                .doesNotContain("??");
        addUser("desk", Role.STAFF);
        SignedInClient staff = SignedInClient.of(console, "desk", RunningConsole.PASSWORD);
        assertThat(staff.get("/admin").status()).isEqualTo(200);
        assertThat(staff.get("/admin").body()).doesNotContain("data-alarm");
        assertThat(staff.get("/admin/health").body()).doesNotContain("check-alarm");
    }

    private static void addUser(String name, Role role) {
        String hash = console.bean(PasswordEncoder.class).encode(RunningConsole.PASSWORD);
        console.bean(UserAccounts.class)
                .add(
                        "test",
                        name,
                        hash,
                        role,
                        List.of(console.bean(Catalog.class)
                                .byCode("aurora")
                                .orElseThrow()
                                .id()));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> rules() throws IOException {
        Map<String, List<Map<String, Object>>> file = new Yaml().load(Files.readString(FILES.resolve("alerts.yml")));
        Map<String, String> rules = new LinkedHashMap<>();
        for (Map<String, Object> rule :
                (List<Map<String, Object>>) file.get("groups").get(0).get("rules")) {
            rules.put((String) rule.get("alert"), (String) rule.get("expr"));
        }
        return rules;
    }

    private static List<String> lines(String body, String metric) {
        return body.lines()
                .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
                .toList();
    }

    /** Of all lines with these labels together; -1 when there is none. */
    private static double value(String body, String metric, String... labels) {
        List<String> lines = lines(body, metric).stream()
                .filter(line -> Arrays.stream(labels).allMatch(line::contains))
                .toList();
        return lines.isEmpty()
                ? -1
                : lines.stream()
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                        .sum();
    }
}
