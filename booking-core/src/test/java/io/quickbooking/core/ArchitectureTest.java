package io.quickbooking.core;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Method;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.springframework.boot.autoconfigure.AutoConfiguration;

/** Who may use whom, and the rules that hold for the whole library. docs/architecture.md shows the same table. */
@AnalyzeClasses(packages = "io.quickbooking.core", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.quickbooking.core.";

    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("measure", Set.of()),
            Map.entry("text", Set.of()),
            Map.entry("database", Set.of("measure")),
            Map.entry("button", Set.of()),
            Map.entry("redis", Set.of()),
            Map.entry("signal", Set.of("database", "redis")),
            Map.entry("catalog", Set.of("database", "signal", "text")),
            Map.entry("customer", Set.of("catalog", "database")),
            Map.entry("message", Set.of("text")),
            Map.entry("availability", Set.of("catalog", "database")),
            Map.entry(
                    "session", Set.of("availability", "catalog", "customer", "database", "measure", "redis", "signal")),
            Map.entry("booking", Set.of("availability", "catalog", "database")),
            Map.entry("analytics", Set.of("catalog", "database")),
            Map.entry("inbox", Set.of("catalog", "customer", "database", "measure", "text")),
            Map.entry("outbound", Set.of("catalog", "customer", "database", "measure", "message", "signal")),
            Map.entry(
                    "conversation",
                    Set.of(
                            "analytics",
                            "availability",
                            "booking",
                            "button",
                            "catalog",
                            "customer",
                            "database",
                            "inbox",
                            "measure",
                            "message",
                            "outbound",
                            "session",
                            "signal")),
            Map.entry("watch", Set.of("analytics", "database", "outbound")),
            Map.entry(
                    "webhook",
                    Set.of(
                            "catalog",
                            "conversation",
                            "customer",
                            "database",
                            "inbox",
                            "measure",
                            "outbound",
                            "signal")),
            Map.entry("audit", Set.of("database")),
            Map.entry(
                    "admin.bookings",
                    Set.of(
                            "audit",
                            "availability",
                            "booking",
                            "button",
                            "catalog",
                            "customer",
                            "database",
                            "message",
                            "outbound",
                            "signal",
                            "text")),
            Map.entry("admin.calendar", Set.of("availability", "catalog", "database", "session")),
            Map.entry(
                    "admin.health",
                    Set.of("audit", "booking", "catalog", "database", "measure", "outbound", "session", "signal")),
            Map.entry("admin.lookup", Set.of("audit", "booking", "customer", "database", "outbound", "session")),
            Map.entry("admin.messages", Set.of("audit", "customer", "database", "inbox", "outbound", "signal")),
            Map.entry("admin.sessions", Set.of("analytics", "booking", "catalog", "database", "inbox", "session")),
            Map.entry(
                    "admin.settings",
                    Set.of(
                            "admin.bookings",
                            "audit",
                            "availability",
                            "booking",
                            "catalog",
                            "database",
                            "message",
                            "outbound",
                            "signal")),
            Map.entry("privacy", Set.of("audit", "booking", "customer", "database", "session", "signal")),
            Map.entry(
                    "simulation",
                    Set.of(
                            "audit",
                            "availability",
                            "booking",
                            "button",
                            "catalog",
                            "conversation",
                            "customer",
                            "database",
                            "inbox",
                            "message",
                            "outbound",
                            "session",
                            "signal",
                            "text",
                            "webhook")));

    /** OldestSpringTest shows what it refuses; no test can have an older Spring. */
    @ArchTest
    static final ArchRule the_start_requires_a_spring_that_is_not_too_old = classes()
            .that()
            .haveFullyQualifiedName(ROOT + "database.DatabaseAutoConfiguration")
            .should()
            .callMethodWhere(target(owner(name(ROOT + "database.OldestSpring"))));

    @ArchTest
    static final ArchRule only_one_auto_configuration_is_public = classes()
            .that()
            .areMetaAnnotatedWith(AutoConfiguration.class)
            .and()
            .doNotHaveFullyQualifiedName("io.quickbooking.core.QuickBookingAutoConfiguration")
            .and()
            .areNotAnnotations()
            .should()
            .bePackagePrivate()
            .andShould()
            .beAnnotatedWith(LibraryPart.class);

    @ArchTest
    static void a_package_uses_only_those_it_may(JavaClasses library) {
        MAY_USE.forEach((name, allowed) -> {
            Set<String> others = new TreeSet<>(MAY_USE.keySet());
            others.removeAll(allowed);
            others.remove(name);
            String[] forbidden =
                    others.stream().map(other -> ROOT + other + "..").toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + name + "..")
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(forbidden)
                            .or(JavaClass.Predicates.equivalentTo(QuickBookingAutoConfiguration.class)))
                    .check(library);
        });
    }

    @ArchTest
    static void every_package_is_in_the_table(JavaClasses library) {
        MAY_USE.values().forEach(allowed -> assertThat(MAY_USE.keySet()).containsAll(allowed));
        Set<String> packages = library.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(ROOT))
                .map(name -> name.substring(ROOT.length()))
                .collect(Collectors.toSet());
        assertThat(packages).isEqualTo(MAY_USE.keySet());
    }

    @ArchTest
    static final ArchRule packages_are_free_of_cycles =
            slices().matching(ROOT + "(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule the_library_knows_no_web = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.web..", "jakarta.servlet..", "org.springframework.http..");

    /** Auto-configurations hand the data source on. */
    @ArchTest
    static final ArchRule only_database_knows_jdbc = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "database..", "io.quickbooking.core")
            .and()
            .haveSimpleNameNotEndingWith("AutoConfiguration")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc..", "org.postgresql..");

    @ArchTest
    static final ArchRule sql_is_only_in_mappers = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Mapper")
            .and(resideOutsideOfPackage(ROOT + "database.."))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.ibatis..");

    @ArchTest
    static final ArchRule mappers_are_for_their_own_package =
            classes().that().haveSimpleNameEndingWith("Mapper").should().bePackagePrivate();

    @ArchTest
    static final ArchRule one_class_writes_bookings = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(ROOT + "booking.BookingWriter")
            .and()
            .doNotHaveFullyQualifiedName(ROOT + "booking.BookingsMapper")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName(ROOT + "booking.BookingsMapper");

    /** The rows of a table that several mappers write are locked in the order of docs/database.md. */
    private static final Map<String, Set<String>> WRITERS = Map.ofEntries(
            Map.entry("audit_findings", Set.of("IntegrityCheckMapper")),
            Map.entry("audit_log", Set.of("AuditLogMapper")),
            Map.entry("audit_runs", Set.of("IntegrityCheckMapper")),
            Map.entry("bookings", Set.of("BookingsMapper")),
            Map.entry("breaks", Set.of("CatalogFileMapper")),
            Map.entry(
                    "customers",
                    Set.of(
                            "CustomerReaderMapper",
                            "CustomersMapper",
                            "ErasureMapper",
                            "SimulatedRowsMapper",
                            "StaffBookingsMapper",
                            "TapRecordMapper")),
            Map.entry(
                    "inbound_messages",
                    Set.of("ErasureMapper", "InboxMapper", "RetentionMapper", "SimulatedRowsMapper")),
            Map.entry("master_services", Set.of("CatalogFileMapper")),
            Map.entry("masters", Set.of("CatalogFileMapper")),
            Map.entry(
                    "outbound_messages",
                    Set.of(
                            "ErasureMapper",
                            "OutboxMapper",
                            "RetentionMapper",
                            "SimulatedRowsMapper",
                            "SimulationMapper",
                            "TapRecordMapper")),
            Map.entry("request_keys", Set.of("ErasureMapper", "StaffBookingsMapper")),
            Map.entry("retention_marks", Set.of("RetentionMapper")),
            Map.entry("salons", Set.of("BookingsMapper", "CatalogFileMapper", "TapRecordMapper")),
            Map.entry("services", Set.of("CatalogFileMapper")),
            Map.entry(
                    "sessions",
                    Set.of(
                            "ErasureMapper",
                            "RetentionMapper",
                            "SessionJournalMapper",
                            "SimulatedRowsMapper",
                            "TapRecordMapper")),
            Map.entry("simulation_race_rounds", Set.of("RaceMapper")),
            Map.entry("simulation_race_taps", Set.of("RaceMapper")),
            Map.entry("simulation_races", Set.of("RaceMapper")),
            Map.entry("simulation_runs", Set.of("SimulationMapper")),
            Map.entry("simulation_steps", Set.of("SimulationMapper")),
            Map.entry("special_days", Set.of("CatalogFileMapper")),
            Map.entry(
                    "tap_events", Set.of("ErasureMapper", "RetentionMapper", "SimulatedRowsMapper", "TapRecordMapper")),
            Map.entry("unhandled_events", Set.of("ErasureMapper", "RetentionMapper", "UnhandledEventsMapper")),
            Map.entry("working_hours", Set.of("CatalogFileMapper")));

    private static final Pattern WRITES = Pattern.compile("\\b(?:INSERT INTO|UPDATE|DELETE FROM)\\s+([a-z_]+)");

    @ArchTest
    static void a_table_is_written_only_by_its_mappers(JavaClasses library) {
        Map<String, Set<String>> writers = new TreeMap<>();
        library.stream()
                .filter(type -> type.getSimpleName().endsWith("Mapper"))
                .map(JavaClass::reflect)
                .forEach(mapper -> Arrays.stream(mapper.getDeclaredMethods())
                        .flatMap(method -> WRITES.matcher(sql(method)).results())
                        .forEach(write -> writers.computeIfAbsent(write.group(1), table -> new TreeSet<>())
                                .add(mapper.getSimpleName())));
        assertThat(writers).isEqualTo(WRITERS);
    }

    /** Its clock and a node's may differ; what one has written, the other must not judge. The page Health tells the difference. */
    @ArchTest
    static void no_statement_asks_the_database_for_the_time(JavaClasses library) {
        Set<String> asking = library.stream()
                .filter(type -> type.getSimpleName().endsWith("Mapper"))
                .map(JavaClass::reflect)
                .filter(
                        type -> Arrays.stream(type.getDeclaredMethods())
                                .anyMatch(
                                        method -> sql(method)
                                                .matches(
                                                        "(?is).*(\\bnow\\(\\)|(clock|statement|transaction)_timestamp|\\b(current|local)_?(date|time|timestamp)\\b).*")))
                .map(Class::getSimpleName)
                .collect(Collectors.toSet());
        // Both tell how far the clocks are apart.
        assertThat(asking).containsExactlyInAnyOrder("SystemHealthMapper", "WatchMapper");
    }

    private static String sql(Method method) {
        StringBuilder sql = new StringBuilder();
        for (Select select : method.getAnnotationsByType(Select.class)) {
            sql.append(String.join(" ", select.value()));
        }
        for (Insert insert : method.getAnnotationsByType(Insert.class)) {
            sql.append(String.join(" ", insert.value()));
        }
        for (Update update : method.getAnnotationsByType(Update.class)) {
            sql.append(String.join(" ", update.value()));
        }
        for (Delete delete : method.getAnnotationsByType(Delete.class)) {
            sql.append(String.join(" ", delete.value()));
        }
        return sql.toString();
    }

    @ArchTest
    static final ArchRule nobody_asks_for_the_time_but_the_clock = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(ZoneId.class, "systemDefault")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone");
}
