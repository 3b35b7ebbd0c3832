package io.quickbooking.console.accounts;

import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.accounts.UserAccounts.Change;
import io.quickbooking.core.audit.AuditEntry;
import io.quickbooking.core.audit.AuditFilter;
import io.quickbooking.core.audit.AuditLog;
import io.quickbooking.core.audit.AuditedAct;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import io.quickbooking.testing.Race;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;

class UserAccountsTest {
    private final TestDatabase database = TestDatabase.create();
    private final SettableClock clock = SettableClock.at("2026-06-01T12:00:00Z");
    private final Mappers mappers = new Mappers(database.dataSource());
    private final Transactions transactions =
            new Transactions(new JdbcTransactionManager(database.dataSource()), 3, Duration.ofMillis(1));
    private final AuditLog audit = new AuditLog(mappers, transactions, clock);
    private final UserAccounts accounts = new UserAccounts(mappers, transactions, audit, clock);
    private final ConsoleUsers users = new ConsoleUsers(mappers, transactions, clock);

    @AfterEach
    void close() {
        database.close();
    }

    /** By somebody who has just looked. */
    private Change change(String by, String username, Role role, boolean enabled, Set<UUID> salonIds) {
        String seen = users.byName(username).map(ConsoleUser::rights).orElse("");
        return accounts.change(by, username, role, enabled, salonIds, seen);
    }

    @Test
    void a_user_is_added_with_salons_and_only_once() {
        TestSalon.Written aurora = aSalon().in(database);
        assertThat(accounts.add("admin", "anna", "hash", Role.STAFF, List.of(aurora.id(), UUID.randomUUID())))
                .isTrue();
        assertThat(accounts.add("admin", "Anna", "other hash", Role.ADMIN, List.of()))
                .isFalse();

        ConsoleUser anna = users.byName("anna").orElseThrow();
        assertThat(anna.role()).isEqualTo(Role.STAFF);
        assertThat(anna.salonIds()).containsExactly(aurora.id());
        assertThat(acts("anna")).containsExactly(AuditedAct.USER_ADDED);
    }

    @Test
    void a_change_says_in_the_audit_log_what_is_different() {
        TestSalon.Written aurora = aSalon().in(database);
        TestSalon.Written birch = aSalon().called("birch", "206540352242922").in(database);
        accounts.add("admin", "anna", "hash", Role.STAFF, List.of(aurora.id()));

        assertThat(change("admin", "anna", Role.VIEWER, false, Set.of(birch.id())))
                .isEqualTo(Change.DONE);
        assertThat(change("admin", "anna", Role.VIEWER, false, Set.of(birch.id())))
                .isEqualTo(Change.DONE);
        assertThat(change("admin", "nobody", Role.VIEWER, true, Set.of())).isEqualTo(Change.NO_SUCH_USER);

        ConsoleUser anna = users.byName("anna").orElseThrow();
        assertThat(anna.enabled()).isFalse();
        assertThat(anna.salonIds()).containsExactly(birch.id());
        AuditEntry line = audit.page(AuditFilter.ALL, null, 1).get(0);
        assertThat(acts("anna")).containsExactly(AuditedAct.USER_CHANGED, AuditedAct.USER_ADDED);
        assertThat(line.details())
                .containsEntry("role", "VIEWER")
                .containsEntry("role_before", "STAFF")
                .containsEntry("enabled", "false")
                .containsEntry("salons_added", "birch")
                .containsEntry("salons_removed", "aurora");
    }

    @Test
    void a_password_or_being_shut_out_ends_sessions_and_nothing_else_does() {
        accounts.add("admin", "boss", "hash", Role.ADMIN, List.of());
        accounts.add("admin", "anna", "hash", Role.STAFF, List.of());
        assertThat(version()).isZero();
        change("admin", "anna", Role.VIEWER, true, Set.of());
        assertThat(version()).isZero();
        assertThat(accounts.setPassword("anna", "anna", "new hash")).isTrue();
        assertThat(version()).isEqualTo(1);
        change("admin", "anna", Role.VIEWER, false, Set.of());
        assertThat(version()).isEqualTo(2);
        change("admin", "anna", Role.VIEWER, true, Set.of());
        assertThat(version()).isEqualTo(2);
        assertThat(accounts.setPassword("admin", "nobody", "hash")).isFalse();
    }

    @Test
    void the_last_administrator_who_may_sign_in_stays() {
        accounts.add("admin", "boss", "hash", Role.ADMIN, List.of());
        accounts.add("admin", "former", "hash", Role.ADMIN, List.of());
        assertThat(change("boss", "former", Role.ADMIN, false, Set.of())).isEqualTo(Change.DONE);

        assertThat(change("boss", "boss", Role.STAFF, true, Set.of())).isEqualTo(Change.LAST_ADMIN);
        assertThat(change("boss", "boss", Role.ADMIN, false, Set.of())).isEqualTo(Change.LAST_ADMIN);
        assertThat(change("boss", "boss", Role.ADMIN, true, Set.of())).isEqualTo(Change.DONE);
    }

    @Test
    void two_who_take_away_each_others_rights_at_once_leave_one_administrator() {
        for (int round = 0; round < 20; round++) {
            String one = "one" + round;
            String two = "two" + round;
            database.jdbc().sql("UPDATE console_users SET enabled = FALSE").update();
            accounts.add("admin", one, "hash", Role.ADMIN, List.of());
            accounts.add("admin", two, "hash", Role.ADMIN, List.of());
            assertThat(Race.of(List.of(
                            () -> change(one, two, Role.VIEWER, true, Set.of()),
                            () -> change(two, one, Role.ADMIN, false, Set.of()))))
                    .containsExactlyInAnyOrder(Change.DONE, Change.LAST_ADMIN);
            assertThat(database.count("console_users WHERE role = 'ADMIN' AND enabled"))
                    .isOne();
        }
    }

    @Test
    void users_are_found_by_a_part_of_their_name_page_by_page() {
        for (String name : List.of("carla", "anna", "Ben", "joanna", "50%")) {
            accounts.add("admin", name, "hash", Role.STAFF, List.of());
        }
        assertThat(names(accounts.page("ANN", null, 10))).containsExactly("anna", "joanna");
        assertThat(names(accounts.page("%", null, 10))).containsExactly("50%");
        List<String> all = names(accounts.page("", null, 10));
        List<String> first = names(accounts.page("", null, 2));
        assertThat(first).isEqualTo(all.subList(0, 2));
        assertThat(names(accounts.page("", first.get(1), 10))).isEqualTo(all.subList(2, 5));
    }

    @Test
    void audit_lines_are_filtered_and_paged_the_newest_first() {
        for (int i = 0; i < 5; i++) {
            audit.add("anna", AuditedAct.BOOKING_CANCELLED, null, "BK11111" + i, Map.of());
            audit.add("ben", AuditedAct.SIGNED_IN, null, null, Map.of());
            clock.advance(Duration.ofHours(i == 2 ? 0 : 1));
        }
        List<AuditEntry> first = audit.page(AuditFilter.ALL, null, 4);
        AuditEntry last = first.get(3);
        List<AuditEntry> second = audit.page(AuditFilter.ALL, new AuditLog.Position(last.at(), last.id()), 10);
        assertThat(first).hasSize(4);
        assertThat(second).hasSize(6);
        assertThat(first.get(0).id()).isEqualTo(10);
        assertThat(second).extracting(AuditEntry::id).containsExactly(6L, 5L, 4L, 3L, 2L, 1L);

        assertThat(audit.page(new AuditFilter("ben", null, null, null, null), null, 10))
                .hasSize(5);
        assertThat(audit.page(new AuditFilter(null, AuditedAct.BOOKING_CANCELLED, "BK111112", null, null), null, 10))
                .hasSize(1);
        assertThat(audit.page(
                        new AuditFilter(
                                null,
                                null,
                                null,
                                Instant.parse("2026-06-01T13:00:00Z"),
                                Instant.parse("2026-06-01T14:00:00Z")),
                        null,
                        10))
                .hasSize(2);
    }

    private long version() {
        return users.byName("anna").orElseThrow().version();
    }

    private List<AuditedAct> acts(String subject) {
        return audit.page(new AuditFilter(null, null, subject, null, null), null, 10).stream()
                .map(AuditEntry::act)
                .toList();
    }

    private static List<String> names(List<ConsoleUser> found) {
        return found.stream().map(ConsoleUser::username).toList();
    }
}
