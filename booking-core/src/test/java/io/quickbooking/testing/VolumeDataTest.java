package io.quickbooking.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VolumeDataTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    @Test
    void the_same_seed_gives_the_same_rows_and_another_seed_others() {
        Map<String, String> rows = filled(1);

        assertThat(filled(1)).isEqualTo(rows);
        assertThat(filled(2).get("bookings")).isNotEqualTo(rows.get("bookings"));
    }

    @Test
    void the_rows_are_what_they_are_said_to_be() {
        try (TestDatabase database = TestDatabase.create()) {
            new VolumeData(20, 2_000, 1, NOON).fill(database.dataSource());

            assertThat(database.count("salons")).isEqualTo(20);
            assertThat(database.count("masters")).isEqualTo(200);
            assertThat(database.count("bookings")).isEqualTo(2_000);
            assertThat(database.count("customers")).isEqualTo(1_000);
            assertThat(database.count("sessions")).isEqualTo(2_222);
            assertThat(database.count("tap_events")).isEqualTo(9 * 2_222);
            assertThat(database.count("inbound_messages")).isEqualTo(1_998);
            assertThat(database.count("outbound_messages")).isEqualTo(1_998);
            assertThat(database.count("customers WHERE phone IS NOT NULL AND phone !~ '^1555010[0-9]{6}$'"))
                    .isZero();
            assertThat(database.count("bookings WHERE (status = 'CONFIRMED') AND end_ts <= '" + NOON + "'"))
                    .isZero();
            assertThat(database.count("bookings WHERE (status = 'COMPLETED') AND end_ts > '" + NOON + "'"))
                    .isZero();
            assertThat(database.count("bookings WHERE created_at >= start_ts OR created_at > '" + NOON + "'"))
                    .isZero();
            assertThat(database.count("bookings WHERE status = 'CONFIRMED'")).isGreaterThan(80);
            assertThat(database.count("tap_events WHERE outcome = 'slot_unavailable'"))
                    .isGreaterThan(100);
            assertThat(database.count("sessions WHERE state = 'ACTIVE'")).isZero();
            assertThat(database.count("outbound_messages WHERE state = 'PENDING'"))
                    .isZero();
            assertThat(database.count("pg_namespace WHERE nspname = 'volume'")).isZero();
            assertThat(database.count("salons s WHERE usage_current_bookings <> "
                            + "(SELECT count(*) FROM bookings b WHERE b.salon_id = s.id)"))
                    .isZero();
        }
    }

    @Test
    void every_index_is_there_afterwards_and_the_next_tap_gets_the_next_id() {
        try (TestDatabase untouched = TestDatabase.create();
                TestDatabase database = TestDatabase.create()) {
            new VolumeData(20, 1_000, 1, NOON).fill(database.dataSource());

            assertThat(indexes(database)).isEqualTo(indexes(untouched));
            assertThat(database.jdbc()
                            .sql("SELECT nextval(pg_get_serial_sequence('tap_events', 'id'))")
                            .query(Long.class)
                            .single())
                    .isEqualTo(database.count("tap_events") + 1);
        }
    }

    @Test
    void a_database_that_has_bookings_is_left_alone() {
        try (TestDatabase database = TestDatabase.create()) {
            VolumeData data = new VolumeData(20, 1_000, 1, NOON);
            data.fill(database.dataSource());

            assertThatThrownBy(() -> data.fill(database.dataSource()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("has bookings already");
        }
    }

    /** Without the casts and parentheses that PostgreSQL adds whenever it reads a definition that it has written. */
    private static String indexes(TestDatabase database) {
        return database.jdbc()
                .sql("SELECT string_agg(indexdef, '\n' ORDER BY indexname) FROM pg_indexes WHERE schemaname = 'public'")
                .query(String.class)
                .single()
                .replaceAll("::(character varying|text)(\\[])?|[()]", "");
    }

    private static Map<String, String> filled(long seed) {
        try (TestDatabase database = TestDatabase.create()) {
            new VolumeData(10, 900, seed, NOON).fill(database.dataSource());
            return VolumeData.digests(database.dataSource());
        }
    }
}
