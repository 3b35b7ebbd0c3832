package io.quickbooking.console.desk;

import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.accounts.Role;
import io.quickbooking.console.accounts.UserAccounts;
import io.quickbooking.console.testing.ConsoleClient.Answer;
import io.quickbooking.console.testing.Operator;
import io.quickbooking.console.testing.Operator.Page;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.core.admin.settings.CatalogDesk;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.testing.TestDatabase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.HtmlUtils;

/**
 * Every form that writes, sent after Vera has changed the same: it is told, with who did what, and nothing is written. The
 * addresses are read off the handlers, so a new form needs a line here: how somebody overtakes it, or why nobody can.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StaleFormsTest {
    private static final String PASSWORD = "a fictional password";
    private static final String SALONS = "/admin/settings/salons/";

    /** Writing addresses that nothing can overtake. */
    private static final Map<String, String> NEVER_STALE = Map.ofEntries(
            Map.entry("POST /webhooks/whatsapp", "WhatsApp delivers what happened, each message once"),
            Map.entry("POST /api/v1/taps", "a tap on an old card is answered with the current one"),
            Map.entry("POST /api/v1/bookings", "creates; the Idempotency-Key tells repeats from others"),
            Map.entry("POST /admin/language", "a cookie of one's own"),
            Map.entry(
                    "POST /admin/bookings/new",
                    "creates; the key of the form tells repeats, the constraint what is taken"),
            Map.entry("POST /admin/settings/new-salon", "creates; a code that is taken is refused"),
            Map.entry("POST /admin/settings/salons/{code}/new-service", "creates; a code that is taken is refused"),
            Map.entry("POST /admin/settings/salons/{code}/new-master", "creates; a code that is taken is refused"),
            Map.entry("POST /admin/settings/import", "only shows what the file would do"),
            Map.entry("POST /admin/users", "creates; a name that is taken is refused"),
            Map.entry("POST /admin/account/password", "one's own; the old password is asked for and compared"),
            Map.entry("POST /admin/customers/{id}/phone", "only shows"),
            Map.entry("POST /admin/customers/{id}/export", "only shows"),
            Map.entry(
                    "POST /admin/wall-times",
                    "brings all visits back to what their customers were told, whatever was shown"),
            Map.entry("POST /admin/health/audit", "starts a check, of which one runs at a time"),
            Map.entry("POST /admin/simulator", "creates"),
            Map.entry("POST /admin/simulator/race", "creates; of races one runs at a time"),
            Map.entry("POST /admin/simulator/{id}/taps", "what a customer does, who may tap what is old"),
            Map.entry("POST /admin/simulator/{id}/texts", "what a customer does"),
            Map.entry("POST /admin/simulator/{id}/clock", "what happens to a customer, whatever was shown"),
            Map.entry("POST /admin/simulator/{id}/reset", "takes away all of the run, whatever was shown"));

    /**
     * @param page on which the form is
     * @param action that it posts to
     * @param typed in it
     * @param overtakes what Vera does after it was shown
     * @param told what the answer says besides: hers, and what was typed
     * @param row as it is to stay after her
     * @param whoKnown whether the audit log says who it was
     */
    record Form(
            Supplier<Page> page,
            String action,
            Map<String, String> typed,
            Runnable overtakes,
            List<String> told,
            Supplier<String> row,
            boolean whoKnown) {}

    /**
     * @param address as the handlers have it
     * @param what is tried with the form
     */
    record Row(String address, String what, Supplier<Form> form) {}

    private final TestDatabase database = TestDatabase.createEmpty();
    private RunningConsole console;
    private Operator first;
    private Operator vera;

    @BeforeAll
    void start() {
        console = RunningConsole.on(database, Map.of());
        aSalon().called("other", "206540352242922").in(database);
        String hash = console.bean(PasswordEncoder.class).encode(PASSWORD);
        UserAccounts accounts = console.bean(UserAccounts.class);
        accounts.add("test", "vera", hash, Role.ADMIN, List.of());
        for (String user : List.of("anna", "bert", "cleo")) {
            accounts.add("test", user, hash, Role.STAFF, List.of(salon("aurora")));
        }
        first = Operator.signedIn(console.address(), "admin", RunningConsole.PASSWORD);
        vera = Operator.signedIn(console.address(), "vera", PASSWORD);
    }

    @AfterAll
    void close() {
        console.close();
        database.close();
    }

    @Test
    void every_address_that_writes_is_in_one_of_the_tables() {
        Set<String> writing = Objects.requireNonNull(
                        console.bean(DispatcherServlet.class).getWebApplicationContext())
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .stream()
                .flatMap(StaleFormsTest::writing)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> listed = new TreeSet<>(NEVER_STALE.keySet());
        forms().forEach(row -> listed.add(row.address()));
        assertThat(writing).containsExactlyElementsOf(listed);
    }

    private static Stream<String> writing(RequestMappingInfo mapping) {
        Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
        return mapping.getPatternValues().stream()
                .filter(pattern -> !pattern.equals("/error"))
                .flatMap(pattern -> (methods.isEmpty() ? List.of(RequestMethod.values()) : methods)
                        .stream()
                                .filter(method -> !Set.of(
                                                RequestMethod.GET,
                                                RequestMethod.HEAD,
                                                RequestMethod.OPTIONS,
                                                RequestMethod.TRACE)
                                        .contains(method))
                                .map(method -> method + " " + pattern));
    }

    @TestFactory
    Stream<DynamicTest> is_told_when_somebody_was_quicker() {
        return forms().stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.address() + " " + row.what(), () -> tell(row.form().get())));
    }

    private void tell(Form form) {
        Page shown = form.page().get();
        assertThat(shown.status()).as(shown.path()).isEqualTo(200);
        Map<String, String> fields = fieldsOf(shown, form.action());
        fields.putAll(form.typed());
        fields.values().removeIf("~unticked"::equals);
        form.overtakes().run();
        String hers = form.row().get();

        Page told = first.post(form.action(), fields);

        assertThat(told.status()).as(told.body()).isEqualTo(409);
        assertThat(HtmlUtils.htmlUnescape(told.body()))
                .contains(form.told())
                .contains("changed")
                .doesNotContain("??");
        if (form.whoKnown()) {
            assertThat(told.body()).contains(">vera<");
        }
        assertThat(form.row().get()).isEqualTo(hers);
    }

    /** Of a form that posts there: what a browser would send. */
    private static Map<String, String> fieldsOf(Page page, String action) {
        Matcher forms = Pattern.compile("<form[^>]*action=\"([^\"]*)\"[^>]*>(.*?)</form>", Pattern.DOTALL)
                .matcher(page.body());
        Map<String, String> fields = new LinkedHashMap<>();
        while (forms.find()) {
            boolean posts =
                    forms.group().substring(0, forms.start(2) - forms.start()).contains("method=\"post\"");
            boolean another = forms.group(2).contains("formaction=\"" + action + "\"");
            if (!posts || !(forms.group(1).replaceFirst("\\?.*", "").equals(action) || another)) {
                continue;
            }
            String select = "";
            Matcher inputs = Pattern.compile("<(input|textarea|select|option)\\b([^>]*)>([^<]*)")
                    .matcher(forms.group(2));
            while (inputs.find()) {
                String tag = inputs.group(2);
                String name = attribute(tag, "name").orElse("");
                String value = HtmlUtils.htmlUnescape(attribute(tag, "value").orElse(""));
                boolean choice = tag.contains("type=\"checkbox\"") || tag.contains("type=\"radio\"");
                switch (inputs.group(1)) {
                    case "select" -> select = name;
                    case "option" -> {
                        if (tag.contains("selected")) {
                            fields.put(select, value);
                        }
                    }
                    case "textarea" -> fields.put(name, HtmlUtils.htmlUnescape(inputs.group(3)));
                    default -> {
                        if (!name.isEmpty() && (!choice || tag.contains("checked"))) {
                            fields.putIfAbsent(name, value);
                        }
                    }
                }
            }
            return fields;
        }
        throw new AssertionError("no form for " + action + " on " + page.path() + "\n" + page.body());
    }

    private static Optional<String> attribute(String tag, String name) {
        Matcher found = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(tag);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    /** What Vera does, on a page of her own. */
    private void veraSaves(String page, String action, Map<String, String> typed) {
        Map<String, String> fields = fieldsOf(vera.get(page), action);
        fields.putAll(typed);
        fields.values().removeIf("~unticked"::equals);
        Page done = vera.post(action, fields);
        assertThat(done.status()).as(done.body()).isIn(302, 303);
    }

    private Runnable saves(String page, Map<String, String> typed) {
        return () -> veraSaves(page, page, typed);
    }

    private Supplier<Page> at(String path) {
        return () -> first.get(path);
    }

    /** Of a file that calls a master otherwise and says nothing new of services. */
    private Page plannedImport() {
        String file = console.bean(CatalogDesk.class)
                .export(
                        "test",
                        console.bean(Catalog.class).names().stream()
                                .filter(salon -> salon.code().equals("aurora"))
                                .findFirst())
                .orElseThrow();
        assertThat(file).contains("Elena Petrova");
        String path = "/admin/settings/import";
        Map<String, String> fields = new LinkedHashMap<>(fieldsOf(first.get(path), path));
        fields.put("text", file.replace("Elena Petrova", "Elena Petrov"));
        return first.post(path, fields);
    }

    private String sql(String query) {
        return database.jdbc().sql(query).query().listOfRows().toString();
    }

    private UUID salon(String code) {
        return database.jdbc()
                .sql("SELECT id FROM salons WHERE code = ?")
                .param(code)
                .query(UUID.class)
                .single();
    }

    /** Each made when it is its turn, because they share a salon. */
    private List<Row> forms() {
        List<Row> forms = new ArrayList<>();
        String aurora = SALONS + "aurora";
        Supplier<String> salons = () -> sql("SELECT code, name, currency, horizon_days FROM salons ORDER BY code");
        forms.add(new Row(
                "POST /admin/settings/salons/{code}/details",
                "the same field",
                () -> new Form(
                        at(aurora + "/details"),
                        aurora + "/details",
                        Map.of("name", "Aurora Mine"),
                        saves(aurora + "/details", Map.of("name", "Aurora Hers")),
                        List.of("Aurora Hers", "value=\"Aurora Mine\""),
                        salons,
                        true)));
        forms.add(new Row(
                "POST /admin/settings/salons/{code}/details",
                "another field",
                () -> new Form(
                        at(aurora + "/details"),
                        aurora + "/details",
                        Map.of("horizonDays", "50"),
                        saves(aurora + "/details", Map.of("name", "Aurora")),
                        List.of("value=\"50\""),
                        salons,
                        true)));
        Supplier<String> hours = () -> sql("SELECT weekday, from_minute FROM working_hours ORDER BY 1, 2");
        forms.add(new Row(
                "POST /admin/settings/salons/{code}/hours",
                "",
                () -> new Form(
                        at(aurora + "/hours"),
                        aurora + "/hours",
                        Map.of("workingHours.tue", "11:00-13:00"),
                        saves(aurora + "/hours", Map.of("workingHours.sun", "10:00-11:00")),
                        List.of("10:00-11:00", "value=\"11:00-13:00\""),
                        hours,
                        true)));
        forms.add(new Row(
                "POST /admin/settings/salons/{code}/breaks",
                "",
                () -> new Form(
                        at(aurora + "/breaks"),
                        aurora + "/breaks",
                        Map.of("breaks.tue", "11:00-11:15"),
                        saves(aurora + "/breaks", Map.of("breaks.mon", "12:00-12:15")),
                        List.of("12:00-12:15", "value=\"11:00-11:15\""),
                        () -> sql("SELECT weekday, from_minute FROM breaks ORDER BY 1, 2"),
                        true)));
        forms.addAll(specialDays(aurora));
        String master = aurora + "/masters/m123";
        Supplier<String> masters = () -> sql("SELECT code, name, works_until FROM masters ORDER BY salon_id, code");
        forms.add(new Row(
                "POST /admin/settings/salons/{code}/masters/{master}",
                "",
                () -> new Form(
                        at(master),
                        master,
                        Map.of("name", "Sarah Mine"),
                        saves(master, Map.of("name", "Sarah Hers")),
                        List.of("Sarah Hers", "value=\"Sarah Mine\""),
                        masters,
                        true)));
        forms.add(new Row(
                "POST /admin/settings/salons/{code}/masters/{master}/move",
                "",
                () -> new Form(
                        at(master + "/move"),
                        master + "/move",
                        Map.of("to", "other", "from", "2040-01-01"),
                        saves(master, Map.of("name", "Sarah Johnson")),
                        List.of("value=\"2040-01-01\""),
                        masters,
                        true)));
        String service = aurora + "/services/s456";
        forms.add(new Row(
                "POST /admin/settings/salons/{code}/services/{service}",
                "",
                () -> new Form(
                        at(service),
                        service,
                        Map.of("name", "Cut Mine"),
                        saves(service, Map.of("price", "61")),
                        List.of("$61.00", "value=\"Cut Mine\""),
                        () -> sql("SELECT code, name, price FROM services ORDER BY salon_id, code"),
                        true)));
        forms.addAll(people());
        forms.addAll(bookings());
        forms.addAll(messages());
        forms.add(new Row("POST /admin/simulator/{id}/settings", "", this::simulator));
        return forms;
    }

    private List<Row> specialDays(String salon) {
        String address = "POST /admin/settings/salons/{code}/days/{key}";
        Supplier<String> days = () -> sql("SELECT name, from_date, until_date FROM special_days ORDER BY from_date");
        return List.of(
                new Row(address, "renamed", () -> {
                    String day = aDay(salon, "2039-12-24", "Closed");
                    return new Form(
                            at(day),
                            day,
                            Map.of("until", "2039-12-26"),
                            saves(day, Map.of("name", "Christmas Eve")),
                            List.of("Christmas Eve", "value=\"2039-12-26\"", "Save mine"),
                            days,
                            true);
                }),
                new Row(address, "removed", () -> {
                    String day = aDay(salon, "2039-11-01", "All Saints");
                    return new Form(
                            at(day),
                            day,
                            Map.of("until", "2039-11-02"),
                            saves(day, Map.of("remove", "true")),
                            List.of("no longer exists", "value=\"2039-11-02\""),
                            days,
                            true);
                }),
                new Row(address, "renamed, to be removed", () -> {
                    String day = aDay(salon, "2039-10-01", "Fair");
                    return new Form(
                            at(day),
                            day,
                            Map.of("remove", "true"),
                            saves(day, Map.of("name", "Big Fair")),
                            List.of("Big Fair", "Remove this day"),
                            days,
                            true);
                }),
                new Row(address, "removed, to be removed", () -> {
                    String day = aDay(salon, "2039-09-01", "Trip");
                    return new Form(
                            at(day),
                            day,
                            Map.of("remove", "true"),
                            saves(day, Map.of("remove", "true")),
                            List.of("no longer exists"),
                            days,
                            false);
                }),
                new Row(address, "put on another date, to be removed", () -> {
                    String day = aDay(salon, "2039-08-01", "Move");
                    return new Form(
                            at(day),
                            day,
                            Map.of("remove", "true"),
                            saves(day, Map.of("from", "2039-07-01", "until", "2039-07-01")),
                            List.of("no longer exists"),
                            days,
                            false);
                }));
    }

    /** @return where its form is */
    private String aDay(String salon, String date, String name) {
        String path = salon + "/days/~new";
        veraSaves(path, path, Map.of("kind", "OFF", "from", date, "until", date, "name", name));
        Matcher link = Pattern.compile(
                        "href=\"(" + salon + "/days/[0-9a-f-]+)(?:\\?[^\"]*)?\"(?:(?!href=).)*?" + name, Pattern.DOTALL)
                .matcher(vera.get(salon).body());
        assertThat(link.find()).as(name).isTrue();
        return link.group(1);
    }

    private List<Row> people() {
        String anna = "/admin/users/anna";
        String bert = "/admin/users/bert";
        Supplier<String> users = () -> sql(
                "SELECT username, role, enabled, password, "
                        + "(SELECT count(*) FROM console_user_salons s WHERE s.username = u.username) FROM console_users u ORDER BY 1");
        return List.of(
                new Row(
                        "POST /admin/users/{username}",
                        "shut out",
                        () -> new Form(
                                at(anna),
                                anna,
                                Map.of("role", "STAFF", "enabled", "true", "salons", "other"),
                                saves(anna, Map.of("enabled", "~unticked")),
                                List.of("May sign in", "value=\"other\" checked"),
                                users,
                                true)),
                new Row(
                        "POST /admin/users/{username}",
                        "another role",
                        () -> new Form(
                                at("/admin/users/cleo"),
                                "/admin/users/cleo",
                                Map.of("salons", "other"),
                                saves("/admin/users/cleo", Map.of("role", "VIEWER")),
                                List.of("value=\"other\" checked"),
                                users,
                                true)),
                new Row(
                        "POST /admin/users/{username}/password",
                        "another password",
                        () -> new Form(
                                at(bert),
                                bert + "/password",
                                Map.of("password", "my fictional password", "repeat", "my fictional password"),
                                () -> veraSaves(
                                        bert,
                                        bert + "/password",
                                        Map.of(
                                                "password",
                                                "her fictional password",
                                                "repeat",
                                                "her fictional password")),
                                List.of("bert"),
                                users,
                                true)),
                new Row(
                        "POST /admin/users/{username}/password",
                        "shut out",
                        () -> new Form(
                                at(bert),
                                bert + "/password",
                                Map.of("password", "my fictional password", "repeat", "my fictional password"),
                                saves(bert, Map.of("enabled", "~unticked")),
                                List.of("bert"),
                                users,
                                true)),
                new Row("POST /admin/customers/{id}/notes", "", () -> {
                    String path = "/admin/customers/" + customer("15550100231");
                    return new Form(
                            at(path),
                            path + "/notes",
                            Map.of("notes", "likes tea"),
                            () -> veraSaves(path, path + "/notes", Map.of("notes", "likes coffee")),
                            List.of("likes coffee", "likes tea"),
                            () -> sql("SELECT notes FROM customers ORDER BY id"),
                            true);
                }),
                new Row("POST /admin/customers/{id}/erase", "known at another salon by now", () -> {
                    String path = "/admin/customers/" + customer("15550100232") + "/erase";
                    database.jdbc()
                            .sql("UPDATE bookings SET status = 'CANCELLED' WHERE customer_phone = '15550100232'")
                            .update();
                    return new Form(
                            at(path),
                            path,
                            Map.of(),
                            () -> tap("other", "+15550100232", "x"),
                            List.of("2"),
                            () -> sql("SELECT phone FROM customers ORDER BY id"),
                            false);
                }),
                new Row(
                        "POST /admin/settings/import/apply",
                        "",
                        () -> new Form(
                                this::plannedImport,
                                "/admin/settings/import/apply",
                                Map.of(),
                                saves(SALONS + "aurora/services/s457", Map.of("price", "77")),
                                List.of("What the import would do"),
                                () -> sql("SELECT code, name, price FROM services ORDER BY salon_id, code"),
                                true)));
    }

    private List<Row> bookings() {
        return List.of(
                new Row("POST /admin/bookings/{code}/{act}", "", () -> {
                    String path = "/admin/bookings/" + booked("+15550100241");
                    return new Form(
                            at(path + "/cancel"),
                            path + "/cancel",
                            Map.of("note", "is ill"),
                            () -> veraSaves(path + "/cancel", path + "/cancel", Map.of()),
                            List.of("Cancelled"),
                            () -> sql("SELECT booking_code, status, version FROM bookings ORDER BY 1"),
                            true);
                }),
                new Row("POST /admin/bookings/{code}/move", "", () -> {
                    String path = "/admin/bookings/" + booked("+15550100242");
                    return new Form(
                            at(path + "/move"),
                            path + "/move",
                            Map.of("time", "other", "other", "10:00"),
                            () -> veraSaves(path + "/cancel", path + "/cancel", Map.of()),
                            List.of("Cancelled"),
                            () -> sql("SELECT booking_code, status, version FROM bookings ORDER BY 1"),
                            true);
                }));
    }

    private List<Row> messages() {
        return List.of(
                new Row("POST /admin/messages/{id}/again", "", () -> {
                    String path = "/admin/messages/" + failed(message("+15550100251"));
                    return new Form(
                            at(path),
                            path + "/again",
                            Map.of(),
                            () -> veraSaves(path, path + "/again", Map.of()),
                            List.of("Nothing was done"),
                            () -> sql("SELECT id, state FROM outbound_messages ORDER BY 1"),
                            true);
                }),
                new Row("POST /admin/messages/{id}/again", "sent again in between, and failed again", () -> {
                    long id = failed(message("+15550100253"));
                    String path = "/admin/messages/" + id;
                    return new Form(
                            at(path),
                            path + "/again",
                            Map.of(),
                            () -> {
                                veraSaves(path, path + "/again", Map.of());
                                failed(id);
                            },
                            List.of("Nothing was done"),
                            () -> sql("SELECT id, state FROM outbound_messages ORDER BY 1"),
                            true);
                }),
                new Row("POST /admin/messages/{id}/give-up", "sent again in between", () -> {
                    long id = message("+15550100252");
                    String path = "/admin/messages/" + id;
                    return new Form(
                            at(path),
                            path + "/give-up",
                            Map.of(),
                            () -> {
                                failed(id);
                                veraSaves(path, path + "/again", Map.of());
                            },
                            List.of("Nothing was done"),
                            () -> sql("SELECT id, state FROM outbound_messages ORDER BY 1"),
                            true);
                }),
                new Row("POST /admin/messages/received/{id}/again", "", () -> received("wamid.lost", id -> {})),
                new Row(
                        "POST /admin/messages/received/{id}/again",
                        "tried again in between, and given up again",
                        () -> received("wamid.lost.again", this::givenUpAgain)));
    }

    /** @param then what becomes of the message after Vera has let it be tried again */
    private Form received(String wamid, LongConsumer then) {
        String list = "/admin/messages?salon=aurora&state=not-handled";
        long id = givenUp(wamid);
        String action = "/admin/messages/received/" + id + "/again";
        return new Form(
                at(list),
                action,
                Map.of(),
                () -> {
                    veraSaves(list, action, Map.of());
                    then.accept(id);
                },
                List.of("Nothing was done"),
                () -> sql("SELECT count(*) FROM audit_log WHERE act = 'message_sent_again'"),
                true);
    }

    private void givenUpAgain(long id) {
        database.jdbc()
                .sql("UPDATE inbound_messages SET state = 'FAILED', attempts = 7, next_attempt_at = NULL,"
                        + " handled_at = now() WHERE id = ?")
                .param(id)
                .update();
    }

    private Form simulator() {
        Page page = first.get("/admin/simulator?salon=aurora");
        Map<String, String> wanted = fieldsOf(page, "/admin/simulator");
        wanted.putAll(Map.of("persona", "EMMA", "service", "s456"));
        Page started = first.post("/admin/simulator?salon=aurora", wanted);
        String path = started.location().replaceFirst("\\?.*", "");
        return new Form(
                at(path + "?pane=setup"),
                path + "/settings",
                Map.of("receipt", "SENT"),
                () -> veraSaves(path + "?pane=setup", path + "/settings", Map.of("fault", "TWICE")),
                List.of("value=\"SENT\" selected"),
                () -> sql("SELECT faults, receipt FROM simulation_runs ORDER BY id"),
                false);
    }

    private Answer tap(String salon, String customer, String button) {
        return console.postTap(
                "{\"salon\":\"%s\",\"customer\":\"%s\",\"buttonId\":\"%s\"}".formatted(salon, customer, button));
    }

    private Answer card(String customer) {
        String slot = console.getAsAdmin("/api/v1/slots?limit=1&service=s456&master=m123&salon=aurora")
                .json()
                .at("/slots/0/buttonId")
                .asString();
        return tap("aurora", customer, slot);
    }

    private String booked(String customer) {
        return tap("aurora", customer, card(customer).button(0))
                .json()
                .at("/bookingCode")
                .asString();
    }

    private UUID customer(String phone) {
        booked("+" + phone);
        return database.jdbc()
                .sql("SELECT id FROM customers WHERE phone = ? AND salon_id = ?")
                .params(phone, salon("aurora"))
                .query(UUID.class)
                .single();
    }

    private long message(String customer) {
        card(customer);
        return database.jdbc()
                .sql("SELECT max(id) FROM outbound_messages")
                .query(Long.class)
                .single();
    }

    private long failed(long id) {
        database.jdbc()
                .sql(
                        "UPDATE outbound_messages SET state = 'FAILED', error_code = 131047, failed_at = now() WHERE id = ?")
                .param(id)
                .update();
        return id;
    }

    private long givenUp(String wamid) {
        return database.jdbc().sql("""
                        INSERT INTO inbound_messages (
                            salon_id, message_id, phone, name, kind, button_id, payload, state, attempts, last_error,
                            sent_at, received_at, handled_at)
                        SELECT id, ?, '15550100229', 'Olu', 'tap', 'nonsense', '{}', 'FAILED', 5, 'away',
                               now(), now(), now()
                        FROM salons
                        WHERE code = 'aurora'
                        RETURNING id
                        """).param(wamid).query(Long.class).single();
    }
}
