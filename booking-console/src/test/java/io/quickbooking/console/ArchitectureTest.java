package io.quickbooking.console;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Holds which package of the console may use which other one, and which doors of the library it may use. */
@AnalyzeClasses(packages = "io.quickbooking.console", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.quickbooking.console.";
    private static final String CORE = "io.quickbooking.core.";

    /** A package, and the packages of the console and of the library that it may use. */
    private record Allowed(Set<String> console, Set<String> library) {
        static Allowed of(String... packages) {
            return new Allowed(Set.of(packages), Set.of());
        }

        Allowed with(String... doors) {
            return new Allowed(console, Set.of(doors));
        }
    }

    private static final Map<String, Allowed> MAY_USE = Map.ofEntries(
            Map.entry("accounts", Allowed.of().with("audit", "database")),
            Map.entry(
                    "api",
                    Allowed.of()
                            .with(
                                    "admin.bookings",
                                    "admin.lookup",
                                    "admin.messages",
                                    "availability",
                                    "catalog",
                                    "conversation",
                                    "customer",
                                    "database",
                                    "message")),
            Map.entry(
                    "bookings",
                    Allowed.of("desk")
                            .with(
                                    "admin.bookings",
                                    "admin.health",
                                    "admin.lookup",
                                    "audit",
                                    "availability",
                                    "booking",
                                    "catalog")),
            Map.entry("calendar", Allowed.of("desk").with("admin.calendar", "catalog")),
            Map.entry("conflicts", Allowed.of("bookings", "desk").with("analytics", "catalog")),
            Map.entry(
                    "customers",
                    Allowed.of("bookings", "desk", "sessions")
                            .with("admin.lookup", "admin.sessions", "audit", "booking", "privacy", "session")),
            Map.entry("database", Allowed.of("startup").with("database")),
            Map.entry(
                    "desk",
                    Allowed.of("accounts").with("admin.messages", "audit", "catalog", "customer", "database", "watch")),
            Map.entry(
                    "health",
                    Allowed.of("database", "desk")
                            .with("admin.health", "catalog", "database", "outbound", "redis", "watch")),
            Map.entry("live", Allowed.of("accounts", "desk", "security").with("catalog", "database", "signal")),
            Map.entry(
                    "messages",
                    Allowed.of("desk").with("admin.messages", "audit", "catalog", "customer", "message", "outbound")),
            Map.entry("page", Allowed.of("desk")),
            Map.entry("security", Allowed.of("accounts", "api", "desk", "page").with("database")),
            Map.entry(
                    "security.audit",
                    Allowed.of("accounts", "desk").with("admin.lookup", "audit", "booking", "catalog")),
            Map.entry(
                    "security.users", Allowed.of("accounts", "desk", "security").with("audit", "catalog")),
            Map.entry(
                    "sessions",
                    Allowed.of("desk")
                            .with(
                                    "admin.messages",
                                    "admin.sessions",
                                    "audit",
                                    "availability",
                                    "catalog",
                                    "conversation",
                                    "customer",
                                    "message",
                                    "session")),
            Map.entry("settings", Allowed.of("bookings", "desk").with("admin.settings", "audit", "catalog", "message")),
            Map.entry(
                    "simulator",
                    Allowed.of("desk")
                            .with("audit", "availability", "catalog", "conversation", "message", "simulation", "text")),
            Map.entry("startup", Allowed.of().with("database")),
            Map.entry(
                    "today",
                    Allowed.of("conflicts", "desk")
                            .with("admin.calendar", "analytics", "availability", "catalog", "session", "watch")),
            Map.entry("tracing", Allowed.of()),
            Map.entry("webhook", Allowed.of().with("webhook")));

    @ArchTest
    static void a_package_uses_only_those_it_may(JavaClasses console) {
        Set<String> library = MAY_USE.values().stream()
                .flatMap(allowed -> allowed.library().stream())
                .collect(Collectors.toSet());
        MAY_USE.forEach((name, allowed) -> {
            Set<String> forbidden = new TreeSet<>();
            MAY_USE.keySet().stream()
                    .filter(other -> !other.equals(name) && !allowed.console().contains(other))
                    .forEach(other -> forbidden.add(ROOT + other));
            library.stream()
                    .filter(other -> !allowed.library().contains(other))
                    .forEach(other -> forbidden.add(CORE + other));
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + name)
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(forbidden.toArray(String[]::new)))
                    .check(console);
        });
    }

    @ArchTest
    static void every_package_is_in_the_table(JavaClasses console) {
        Set<String> packages = console.stream()
                .map(type -> type.getPackageName())
                .filter(name -> name.startsWith(ROOT))
                .map(name -> name.substring(ROOT.length()))
                .collect(Collectors.toSet());
        assertThat(packages).isEqualTo(MAY_USE.keySet());
    }

    @ArchTest
    static final ArchRule packages_are_free_of_cycles =
            slices().matching(ROOT + "(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule only_accounts_has_sql = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "accounts")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.ibatis..", "org.springframework.jdbc..");

    @ArchTest
    static final ArchRule mappers_are_for_their_own_package =
            classes().that().haveSimpleNameEndingWith("Mapper").should().bePackagePrivate();

    @ArchTest
    static final ArchRule controllers_are_for_the_framework_only =
            classes().that().haveSimpleNameEndingWith("Controller").should().bePackagePrivate();
}
