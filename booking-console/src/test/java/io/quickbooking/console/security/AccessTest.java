package io.quickbooking.console.security;

import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.accounts.Role;
import io.quickbooking.console.accounts.UserAccounts;
import io.quickbooking.console.desk.Permission;
import io.quickbooking.console.testing.ConsoleClient.Answer;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.console.testing.SignedInClient;
import io.quickbooking.console.testing.SignedInClient.Page;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every address, tried by everybody. A new one needs a row here: what it asks of who opens it, and what it belongs to.
 *
 * <p>Seen to fail with: a row of {@code AccessRules} open to other roles, or to everybody; {@code Desk.at} falling back to
 * another salon; {@code DeskArguments} not asking whether the user sees the salon.
 */
class AccessTest {
    /**
     * Method, address, need (PUBLIC, PROGRAM, NOBODY or a {@link Permission}), scope: {@code salon} for what takes
     * {@code ?salon=}, the kind of thing that the address names (booking, customer, session, message), else {@code -}.
     */
    private static final String TABLE = """
            GET  /                               PUBLIC     -
            ANY  /error                          NOBODY     -
            GET  /v3/api-docs                    PUBLIC     -
            GET  /v3/api-docs.yaml               PUBLIC     -
            GET  /webhooks/whatsapp              PUBLIC     -
            POST /webhooks/whatsapp              PUBLIC     -
            POST /api/v1/taps                    PROGRAM    -
            GET  /api/v1/slots                   PROGRAM    -
            GET  /api/v1/bookings/{code}         PROGRAM    -
            POST /api/v1/bookings                PROGRAM    -
            GET  /admin/login                    PUBLIC     -
            POST /admin/login                    PUBLIC     -
            POST /admin/logout                   PUBLIC     -
            POST /admin/language                 PUBLIC     -
            GET  /admin                          SEE        salon
            GET  /admin/account                  SEE        salon
            POST /admin/account/password         SEE        salon
            GET  /admin/users                    ADMINISTER salon
            POST /admin/users                    ADMINISTER salon
            GET  /admin/users/~new               ADMINISTER salon
            GET  /admin/users/{username}         ADMINISTER salon
            POST /admin/users/{username}         ADMINISTER salon
            POST /admin/users/{username}/password ADMINISTER salon
            GET  /admin/audit                    ADMINISTER salon
            GET  /admin/live                     SEE        salon
            GET  /admin/search                   SEE        salon
            GET  /admin/sessions                 SEE        salon
            GET  /admin/sessions/{id}            SEE        session
            GET  /admin/bookings                 SEE        salon
            GET  /admin/bookings.csv             SEE        salon
            GET  /admin/bookings/new             ACT        salon
            POST /admin/bookings/new             ACT        salon
            GET  /admin/bookings/{code}          SEE        booking
            GET  /admin/bookings/{code}/move     ACT        booking
            POST /admin/bookings/{code}/move     ACT        booking
            GET  /admin/bookings/{code}/{act}    ACT        booking
            POST /admin/bookings/{code}/{act}    ACT        booking
            GET  /admin/customers/{id}           SEE        customer
            POST /admin/customers/{id}/phone     REVEAL     customer
            POST /admin/customers/{id}/notes     ACT        customer
            POST /admin/customers/{id}/export    ADMINISTER customer
            GET  /admin/customers/{id}/erase     ADMINISTER customer
            POST /admin/customers/{id}/erase     ADMINISTER customer
            GET  /admin/calendar                 SEE        salon
            GET  /admin/conflicts                SEE        salon
            GET  /admin/messages                 SEE        salon
            GET  /admin/messages/{id}            SEE        message
            POST /admin/messages/{id}/again      ADMINISTER message
            POST /admin/messages/{id}/give-up    ADMINISTER message
            POST /admin/messages/received/{id}/again ADMINISTER received
            GET  /admin/health                   SEE        salon
            POST /admin/health/audit             ADMINISTER salon
            GET  /admin/wall-times               SEE        salon
            POST /admin/wall-times               ADMINISTER salon
            GET  /admin/simulator                SIMULATE   salon
            POST /admin/simulator                SIMULATE   salon
            GET  /admin/simulator/race           SIMULATE   salon
            POST /admin/simulator/race           SIMULATE   salon
            GET  /admin/simulator/races/{id}     SIMULATE   race
            GET  /admin/simulator/{id}           SIMULATE   run
            POST /admin/simulator/{id}/taps      SIMULATE   run
            POST /admin/simulator/{id}/texts     SIMULATE   run
            POST /admin/simulator/{id}/settings  SIMULATE   run
            POST /admin/simulator/{id}/clock     SIMULATE   run
            POST /admin/simulator/{id}/reset     SIMULATE   run
            GET  /admin/settings                 ADMINISTER salon
            GET  /admin/settings/import          ADMINISTER salon
            POST /admin/settings/import          ADMINISTER salon
            POST /admin/settings/import/apply    ADMINISTER salon
            GET  /admin/settings/export          ADMINISTER salon
            GET  /admin/settings/new-salon       ADMINISTER salon
            POST /admin/settings/new-salon       ADMINISTER salon
            GET  /admin/settings/salons/{code}   ADMINISTER catalog
            GET  /admin/settings/salons/{code}/details ADMINISTER catalog
            POST /admin/settings/salons/{code}/details ADMINISTER catalog
            GET  /admin/settings/salons/{code}/hours ADMINISTER catalog
            POST /admin/settings/salons/{code}/hours ADMINISTER catalog
            GET  /admin/settings/salons/{code}/breaks ADMINISTER catalog
            POST /admin/settings/salons/{code}/breaks ADMINISTER catalog
            GET  /admin/settings/salons/{code}/days/{key} ADMINISTER catalog
            POST /admin/settings/salons/{code}/days/{key} ADMINISTER catalog
            GET  /admin/settings/salons/{code}/new-master ADMINISTER catalog
            POST /admin/settings/salons/{code}/new-master ADMINISTER catalog
            GET  /admin/settings/salons/{code}/masters/{master} ADMINISTER catalog
            POST /admin/settings/salons/{code}/masters/{master} ADMINISTER catalog
            GET  /admin/settings/salons/{code}/masters/{master}/move ADMINISTER catalog
            POST /admin/settings/salons/{code}/masters/{master}/move ADMINISTER catalog
            GET  /admin/settings/salons/{code}/new-service ADMINISTER catalog
            POST /admin/settings/salons/{code}/new-service ADMINISTER catalog
            GET  /admin/settings/salons/{code}/services/{service} ADMINISTER catalog
            POST /admin/settings/salons/{code}/services/{service} ADMINISTER catalog
            """;

    /** Handled by filters, not by a controller. */
    private static final Set<String> BY_FILTERS = Set.of("POST /admin/login", "POST /admin/logout");

    private static final String PASSWORD = "a fictional password";
    private static final String[] PART = {"HX-Request", "true", "HX-Target", "rows"};
    private static final String[] STREAM = {"Accept", "text/event-stream"};

    private static TestDatabase database;
    private static RunningConsole console;
    private static final Map<Role, SignedInClient> clients = new EnumMap<>(Role.class);
    private static TestSalon.Written other;
    private static UUID own;

    private enum Need {
        PUBLIC,
        PROGRAM,
        NOBODY,
        PERMISSION
    }

    private record Row(String method, String pattern, Need need, Optional<Permission> permission, String scope) {
        static Row parse(String line) {
            String[] cells = line.trim().split("\\s+");
            Optional<Permission> permission = Arrays.stream(Permission.values())
                    .filter(candidate -> candidate.name().equals(cells[2]))
                    .findFirst();
            return new Row(
                    cells[0],
                    cells[1],
                    permission.isPresent() ? Need.PERMISSION : Need.valueOf(cells[2]),
                    permission,
                    cells[3]);
        }

        String key() {
            return method + " " + pattern;
        }

        boolean allows(Role role) {
            return permission.orElseThrow().isOf(role);
        }

        boolean namesAThing() {
            return !scope.equals("-") && !scope.equals("salon");
        }

        /** The address with the ids of that salon's things in it. */
        String at(UUID salon) {
            String path = pattern.replace("{username}", "viewer-of-aurora")
                    .replace("{act}", "cancel")
                    .replace("{master}", "m123")
                    .replace("{service}", "s456")
                    .replace("{key}", "~new");
            return namesAThing() ? path.replaceFirst("\\{\\w+}", idOf(scope, salon)) : path.replaceAll("\\{\\w+}", "x");
        }
    }

    @BeforeAll
    static void start() {
        database = TestDatabase.createEmpty();
        console = RunningConsole.on(database, Map.of());
        other = aSalon().called("other", "206540352242922").in(database);
        own = database.jdbc()
                .sql("SELECT id FROM salons WHERE code = 'aurora'")
                .query(UUID.class)
                .single();
        for (String salon : List.of("aurora", "other")) {
            book(salon, "+15550100" + salon.length() + "1");
        }
        simulate();
        String hash = "{noop}" + PASSWORD;
        for (Role role : Role.values()) {
            String name = role.name().toLowerCase(Locale.ROOT) + "-of-aurora";
            console.bean(UserAccounts.class).add("test", name, hash, role, List.of(own));
            clients.put(role, SignedInClient.of(console, name, PASSWORD));
        }
    }

    private static void simulate() {
        database.jdbc().sql("""
                        INSERT INTO simulation_runs (
                          id, salon_id, started_by, name, phone, user_id, language, service_id, started_at, used_at)
                        SELECT gen_random_uuid(), salon_id, 'test', 'Ana Test', '15550100199', 'US.1', 'en', id, now(), now()
                        FROM services
                        WHERE code = 's456'
                        """).update();
        database.jdbc().sql("""
                        INSERT INTO simulation_races (
                          id, salon_id, started_by, mode, taps, spread_ms, rounds, master_id, service_id, start_ts, state,
                          started_at, beat_at)
                        SELECT gen_random_uuid(), m.salon_id, 'test', 'SAME_SLOT', 2, 0, 1, m.id, v.id, now(), 'DONE',
                               now(), now()
                        FROM masters m
                        JOIN services v ON v.salon_id = m.salon_id AND v.code = 's456'
                        WHERE m.code = 'm123'
                        """).update();
    }

    private static void book(String salon, String customer) {
        String slot = console.getAsAdmin("/api/v1/slots?limit=1&service=s456&master=m123&salon=" + salon)
                .json()
                .path("slots")
                .path(0)
                .path("buttonId")
                .asString();
        Answer card = tap(salon, customer, slot);
        assertThat(tap(salon, customer, card.button(0)).status()).isEqualTo(200);
    }

    private static Answer tap(String salon, String customer, String buttonId) {
        return console.postTap(
                "{\"salon\":\"%s\",\"customer\":\"%s\",\"buttonId\":\"%s\"}".formatted(salon, customer, buttonId));
    }

    private static String idOf(String kind, UUID salon) {
        String column = switch (kind) {
            case "booking" -> "booking_code FROM bookings";
            case "customer" -> "id FROM customers";
            case "session" -> "id FROM sessions";
            case "message" -> "id FROM outbound_messages";
            case "received" -> "id FROM inbound_messages";
            case "run" -> "id FROM simulation_runs";
            case "race" -> "id FROM simulation_races";
            case "catalog" -> "code FROM (SELECT id AS salon_id, code FROM salons) AS salon";
            default -> throw new IllegalArgumentException(kind);
        };
        return database.jdbc()
                .sql("SELECT " + column + " WHERE salon_id = ? LIMIT 1")
                .params(salon)
                .query((row, number) -> row.getString(1))
                .single();
    }

    @AfterAll
    static void stop() {
        console.close();
        database.close();
    }

    private static List<Row> rows() {
        return TABLE.lines().map(Row::parse).toList();
    }

    private static List<Row> rows(Need need) {
        return rows().stream().filter(row -> row.need() == need).toList();
    }

    @Test
    void every_address_is_in_the_table_and_every_row_is_an_address() {
        Set<String> mapped = controllers().getHandlerMethods().keySet().stream()
                .flatMap(AccessTest::keys)
                .collect(Collectors.toCollection(TreeSet::new));
        mapped.addAll(BY_FILTERS);
        assertThat(rows()).extracting(Row::key).containsExactlyInAnyOrderElementsOf(mapped);
    }

    /** By name, because the management endpoints have one of their own. */
    private static RequestMappingHandlerMapping controllers() {
        return Objects.requireNonNull(console.bean(DispatcherServlet.class).getWebApplicationContext())
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
    }

    private static Stream<String> keys(RequestMappingInfo mapping) {
        Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
        List<String> names = methods.isEmpty()
                ? List.of("ANY")
                : methods.stream().map(RequestMethod::name).toList();
        return mapping.getPatternValues().stream()
                .flatMap(pattern -> names.stream().map(name -> name + " " + pattern));
    }

    @Test
    void nobody_gets_in_without_signing_in() {
        SoftAssertions all = new SoftAssertions();
        for (Row row : rows(Need.PERMISSION)) {
            SignedInClient nobody = SignedInClient.nobody(console);
            nobody.get("/admin/login");
            String path = row.at(own);
            if (row.method().equals("GET")) {
                Page page = nobody.get(path);
                all.assertThat(page.status()).as(row.key()).isEqualTo(302);
                all.assertThat(page.location()).as(row.key()).isEqualTo("/admin/login");
                all.assertThat(nobody.get(path, STREAM).status()).as(row.key()).isEqualTo(401);
                Page part = nobody.get(path, PART);
                all.assertThat(part.status()).as(row.key()).isEqualTo(401);
                all.assertThat(part.header("HX-Redirect")).as(row.key()).isEqualTo("/admin/login");
            } else {
                Page forged = nobody.postWithToken(path, "", Map.of());
                all.assertThat(forged.status()).as(row.key()).isEqualTo(302);
                all.assertThat(forged.location()).as(row.key()).startsWith("/admin/login?");
                all.assertThat(nobody.post(path, Map.of()).location())
                        .as(row.key())
                        .isEqualTo("/admin/login");
            }
        }
        for (Row row : rows(Need.PROGRAM)) {
            all.assertThat(send(SignedInClient.nobody(console), row, row.at(own))
                            .status())
                    .as(row.key())
                    .isEqualTo(401);
        }
        all.assertAll();
    }

    @Test
    void what_is_for_the_server_alone_is_not_there() {
        for (Row row : rows(Need.NOBODY)) {
            assertThat(SignedInClient.nobody(console).get(row.at(own)).status())
                    .as(row.key())
                    .isEqualTo(404);
        }
    }

    @Test
    void a_slash_at_the_end_leads_to_the_page_without_it() {
        Page page = SignedInClient.nobody(console).get("/admin/sessions/");
        assertThat(page.status()).isEqualTo(308);
        assertThat(page.location()).isEqualTo("/admin/sessions");
    }

    @Test
    void each_role_gets_where_it_may_and_nowhere_else() {
        SoftAssertions all = new SoftAssertions();
        for (Row row : rows(Need.PERMISSION)) {
            for (Role role : Role.values()) {
                List<Page> answers = new ArrayList<>(List.of(send(clients.get(role), row, row.at(own))));
                if (row.method().equals("GET")) {
                    answers.add(clients.get(role).get(row.at(own), PART));
                }
                for (Page answer : answers) {
                    if (!row.allows(role)) {
                        all.assertThat(answer.status())
                                .as(row.key() + " by " + role)
                                .isEqualTo(403);
                    } else if (row.method().equals("GET")) {
                        all.assertThat(answer.status())
                                .as(row.key() + " by " + role)
                                .isIn(200, 302, 303);
                    } else {
                        // Nothing was filled in; what matters is that somebody looked at it.
                        all.assertThat(answer.status())
                                .as(row.key() + " by " + role)
                                .isLessThan(500)
                                .isNotIn(401, 403, 404);
                    }
                    all.assertThat(answer.location())
                            .as(row.key() + " by " + role)
                            .doesNotContain("/admin/login");
                }
            }
        }
        all.assertAll();
    }

    @Test
    void nobody_gets_into_another_salon() {
        SoftAssertions all = new SoftAssertions();
        for (Row row : rows(Need.PERMISSION)) {
            for (Role role : Role.values()) {
                if (row.scope().equals("-") || !row.allows(role)) {
                    continue;
                }
                List<String> foreign = new ArrayList<>(List.of(row.at(own) + "?salon=nowhere"));
                if (!role.seesAllSalons()) {
                    foreign.add(row.at(own) + "?salon=other");
                    if (row.namesAThing()) {
                        foreign.add(row.at(other.id()));
                    }
                }
                for (String path : foreign) {
                    all.assertThat(send(clients.get(role), row, path).status())
                            .as(row.method() + " " + path + " by " + role)
                            .isEqualTo(404);
                    if (row.method().equals("GET")) {
                        all.assertThat(clients.get(role).get(path, PART).status())
                                .as("a part of " + path + " by " + role)
                                .isEqualTo(404);
                    }
                }
                if (role.seesAllSalons() && row.namesAThing() && row.method().equals("GET")) {
                    all.assertThat(clients.get(role).get(row.at(other.id())).status())
                            .as(row.key() + " of the other salon by " + role)
                            .isEqualTo(200);
                }
            }
        }
        all.assertAll();
    }

    @Test
    void a_text_with_a_nul_is_refused_and_breaks_nothing() {
        for (String path :
                List.of("/admin/search", "/admin/sessions", "/admin/bookings", "/admin/messages", "/admin/audit")) {
            assertThat(clients.get(Role.ADMIN).get(path + "?q=a%00b&user=a%00b").status())
                    .as(path)
                    .isEqualTo(400);
        }
    }

    @Test
    void what_is_not_there_is_not_found_by_who_has_signed_in() {
        for (Role role : Role.values()) {
            assertThat(clients.get(role).get("/admin/nonsense").status()).isEqualTo(404);
            assertThat(clients.get(role).get("/admin/users/nobody/nonsense").status())
                    .isIn(403, 404);
        }
        assertThat(clients.get(Role.ADMIN).get("/admin/users/nobody").status()).isEqualTo(404);
        assertThat(clients.get(Role.ADMIN).get("/admin/users/a%00b").status()).isIn(400, 404);
        assertThat(SignedInClient.nobody(console).get("/nonsense").status()).isEqualTo(404);
    }

    @Test
    void every_page_is_sent_with_what_protects_it() {
        SoftAssertions all = new SoftAssertions();
        SignedInClient admin = clients.get(Role.ADMIN);
        List<String> pages = new ArrayList<>(List.of("/", "/admin/login", "/admin/nonsense", "/nonsense"));
        rows(Need.PERMISSION).stream().filter(row -> row.method().equals("GET")).forEach(row -> pages.add(row.at(own)));
        for (String path : pages) {
            Page page = admin.get(path, "X-Forwarded-Proto", "https");
            all.assertThat(page.header("Content-Security-Policy"))
                    .as(path)
                    .isEqualTo("default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
                            + " object-src 'none'");
            all.assertThat(page.header("X-Frame-Options")).as(path).isEqualTo("DENY");
            all.assertThat(page.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
            all.assertThat(page.header("Referrer-Policy")).as(path).isEqualTo("same-origin");
            all.assertThat(page.header("Cache-Control")).as(path).contains("no-store");
            all.assertThat(page.header("Strict-Transport-Security")).as(path).contains("max-age");
            all.assertThat(admin.get(path).header("Strict-Transport-Security"))
                    .as(path)
                    .isEmpty();
        }
        all.assertAll();
    }

    private static Page send(SignedInClient client, Row row, String path) {
        return row.method().equals("GET") ? client.get(path) : client.post(path, Map.of());
    }
}
