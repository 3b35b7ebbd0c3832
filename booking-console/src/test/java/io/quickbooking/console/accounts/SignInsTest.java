package io.quickbooking.console.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.audit.AuditLog;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import io.quickbooking.testing.Race;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

class SignInsTest {
    private static final String HERE = "203.0.113.7";

    private final TestDatabase database = TestDatabase.create();
    private final SettableClock clock = SettableClock.at("2026-06-01T12:00:00Z");
    private final Mappers mappers = new Mappers(database.dataSource());
    private final Transactions transactions =
            new Transactions(new JdbcTransactionManager(database.dataSource()), 3, Duration.ofMillis(1));
    private final SignIns signIns =
            new SignIns(mappers, transactions, new AuditLog(mappers, transactions, clock), clock);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_name_waits_after_five_failures_from_an_address_until_a_quarter_of_an_hour_is_over() {
        fail(4, "anna", HERE);
        assertThat(signIns.wait("anna", HERE)).isZero();
        clock.advance(Duration.ofMinutes(5));
        fail(1, "Anna", HERE);
        assertThat(signIns.wait("anna", HERE)).isEqualTo(Duration.ofMinutes(10));
        assertThat(signIns.wait("anna", "203.0.113.8")).isZero();
        assertThat(signIns.wait("ben", HERE)).isZero();
        clock.advance(Duration.ofMinutes(10));
        assertThat(signIns.wait("anna", HERE)).isZero();
        fail(1, "anna", HERE);
        assertThat(signIns.wait("anna", HERE)).isZero();
    }

    @Test
    void a_name_waits_everywhere_after_twenty_failures_from_many_addresses() {
        for (int i = 0; i < 20; i++) {
            assertThat(signIns.wait("anna", HERE)).isZero();
            fail(1, "anna", "198.51.100." + i);
        }
        assertThat(signIns.wait("anna", HERE)).isPositive();
        assertThat(signIns.wait("ben", HERE)).isZero();
    }

    @Test
    void an_address_waits_after_fifty_failures_with_any_names() {
        for (int i = 0; i < 50; i++) {
            assertThat(signIns.wait("anna", HERE)).isZero();
            fail(1, "name" + i, HERE);
        }
        assertThat(signIns.wait("anna", HERE)).isPositive();
        assertThat(signIns.wait("anna", "203.0.113.8")).isZero();
    }

    @Test
    void a_right_password_clears_what_that_name_has_failed_there_and_no_more() {
        fail(4, "anna", HERE);
        assertThat(signIns.succeeded("anna", HERE)).isZero();
        fail(4, "anna", HERE);
        assertThat(signIns.wait("anna", HERE)).isZero();
        assertThat(failures("", HERE)).isEqualTo(8);
        assertThat(failures("anna", "")).isEqualTo(8);
    }

    @Test
    void a_right_password_is_not_told_to_who_guessed_many_at_once() {
        fail(5, "anna", HERE);
        assertThat(signIns.succeeded("anna", HERE)).isPositive();
        assertThat(signIns.wait("anna", HERE)).isPositive();
    }

    @Test
    void failures_at_the_same_moment_are_all_counted() {
        List<Callable<Boolean>> guesses = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            String name = "name" + i % 3;
            String address = "203.0.113." + i % 2;
            guesses.add(() -> {
                fail(1, name, address);
                return true;
            });
        }
        Race.of(guesses);
        assertThat(database.jdbc()
                        .sql("SELECT sum(failures) FROM sign_in_failures WHERE username = ''")
                        .query(Long.class)
                        .single())
                .isEqualTo(16);
    }

    @Test
    void the_log_says_who_failed_and_when_the_door_was_locked_but_not_every_knock_after_that() {
        fail(5, "anna", HERE);
        signIns.signedIn("ben", HERE);
        signIns.signedOut("ben");
        assertThat(database.count("audit_log WHERE act = 'sign_in_failed' AND username = 'anna'"))
                .isEqualTo(5);
        assertThat(database.count("audit_log WHERE act = 'sign_in_locked'")).isOne();
        assertThat(database.count("audit_log WHERE act LIKE 'signed%' AND username = 'ben'"))
                .isEqualTo(2);
    }

    @Test
    void what_is_over_is_forgotten() {
        fail(2, "anna", HERE);
        clock.advance(SignIns.WINDOW);
        fail(1, "ben", "203.0.113.9");
        assertThat(database.count("sign_in_failures")).isEqualTo(3);
    }

    @Test
    void whatever_is_typed_as_a_name_can_be_counted() {
        String lone = String.valueOf((char) 0xD83D);
        for (String name : List.of("", " ", "a\u0000b", lone, "İ".repeat(64), "😀".repeat(100), "x".repeat(100_000))) {
            fail(1, name, "no\u0000address " + "x".repeat(300));
            assertThat(signIns.wait(name, "")).isZero();
        }
        assertThat(database.count("audit_log WHERE length(username) <= 64")).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7",
        "2001:db8:1:2:aaaa::1, 2001:db8:1:2:0:0:0:0/64",
        "2001:db8:1:2::9, 2001:db8:1:2:0:0:0:0/64",
        "[2001:db8:1:2::9]:443, 2001:db8:1:2:0:0:0:0/64",
        "fe80::1%eth0, fe80:0:0:0:0:0:0:0/64",
        "::ffff:203.0.113.7, 203.0.113.7",
        "a name, a name",
        ":::::, :::::",
    })
    void the_addresses_of_one_network_are_one_place(String address, String place) {
        assertThat(SignInAddress.network(address)).isEqualTo(place);
    }

    private int failures(String username, String address) {
        return database.jdbc()
                .sql("SELECT failures FROM sign_in_failures WHERE username = ? AND address = ?")
                .params(username, address)
                .query(Integer.class)
                .single();
    }

    private void fail(int times, String username, String address) {
        for (int i = 0; i < times; i++) {
            signIns.failed(username, address, "console");
        }
    }
}
