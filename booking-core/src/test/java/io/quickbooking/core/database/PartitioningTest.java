package io.quickbooking.core.database;

import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What docs/scaling.md says of cutting the large tables to pieces, tried on copies of them. */
class PartitioningTest {
    private static final String NO_OVERLAP = """
            EXCLUDE USING gist (
              salon_id WITH =,
              master_id WITH =,
              realm WITH =,
              tstzrange(busy_from, busy_until, '[)') WITH &&
            ) WHERE (status IN ('HELD', 'CONFIRMED', 'COMPLETED'))
            """;

    private final TestDatabase database = TestDatabase.create(2);
    private final JdbcClient jdbc = database.jdbc();
    private TestSalon.Written salon;

    @BeforeEach
    void open() {
        int version = jdbc.sql("SELECT CAST(current_setting('server_version_num') AS INT)")
                .query(Integer.class)
                .single();
        assumeTrue(version >= 170_000, "exclusion constraints of partitioned tables came with 17");
        salon = aSalon().in(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void bookings_cut_by_salon_still_refuse_every_overlap() {
        bySalon("CONSTRAINT pieces_no_overlap " + NO_OVERLAP);
        UUID master = salon.master("m123");
        book(salon.id(), master, "BK100001", "10:00", "11:00");

        assertThatThrownBy(() -> book(salon.id(), master, "BK100002", "10:30", "11:30"))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("conflicting key value violates exclusion constraint");
        assertThatCode(() -> {
                    book(salon.id(), master, "BK100003", "11:00", "12:00");
                    book(UUID.randomUUID(), master, "BK100004", "10:30", "11:30");
                })
                .doesNotThrowAnyException();
    }

    @Test
    void whoever_asks_for_one_salon_reads_one_piece() {
        bySalon("CONSTRAINT pieces_no_overlap " + NO_OVERLAP);

        assertThat(jdbc
                        .sql("EXPLAIN SELECT * FROM pieces WHERE salon_id = '" + salon.id() + "' AND start_ts > now()")
                        .query(String.class)
                        .list()
                        .stream()
                        .filter(line -> line.contains(" on pieces_")))
                .hasSize(1);
    }

    @Test
    void codes_cannot_be_unique_over_all_pieces_by_a_constraint_of_bookings() {
        assertThatThrownBy(() -> bySalon("UNIQUE (booking_code)"))
                .hasMessageContaining("unique constraint on partitioned table must include all partitioning columns");
        assertThatCode(() -> bySalon("UNIQUE (salon_id, booking_code)")).doesNotThrowAnyException();
    }

    @Test
    void bookings_cut_by_time_cannot_refuse_overlaps() {
        assertThatThrownBy(() -> jdbc.sql("""
                        CREATE TABLE pieces (
                          LIKE bookings INCLUDING DEFAULTS INCLUDING CONSTRAINTS,
                          CONSTRAINT pieces_no_overlap %s)
                        PARTITION BY RANGE (start_ts)
                        """.formatted(NO_OVERLAP)).update())
                .hasMessageContaining("must include all partitioning columns");
    }

    @Test
    void the_ledger_can_be_cut_by_time_and_a_piece_dropped() {
        jdbc.sql("""
                CREATE TABLE ledger (
                  LIKE tap_events INCLUDING DEFAULTS INCLUDING CONSTRAINTS,
                  UNIQUE (inbound_id, received_at))
                PARTITION BY RANGE (received_at)
                """).update();
        jdbc.sql("CREATE TABLE ledger_2026_06 PARTITION OF ledger FOR VALUES FROM ('2026-06-01') TO ('2026-07-01')")
                .update();
        jdbc.sql("CREATE TABLE ledger_2026_07 PARTITION OF ledger FOR VALUES FROM ('2026-07-01') TO ('2026-08-01')")
                .update();

        assertThat(jdbc.sql("EXPLAIN SELECT count(*) FROM ledger WHERE received_at >= '2026-07-05'")
                        .query(String.class)
                        .list())
                .noneMatch(line -> line.contains("ledger_2026_06"));
        assertThatCode(() -> jdbc.sql("DROP TABLE ledger_2026_06").update()).doesNotThrowAnyException();
    }

    private void bySalon(String constraint) {
        jdbc.sql(
                        "CREATE TABLE pieces (LIKE bookings INCLUDING DEFAULTS INCLUDING CONSTRAINTS, %s) PARTITION BY HASH (salon_id)"
                                .formatted(constraint))
                .update();
        for (int piece = 0; piece < 4; piece++) {
            jdbc.sql("CREATE TABLE pieces_%1$d PARTITION OF pieces FOR VALUES WITH (MODULUS 4, REMAINDER %1$d)"
                            .formatted(piece))
                    .update();
        }
    }

    private void book(UUID salonId, UUID masterId, String code, String from, String until) {
        jdbc.sql("""
                INSERT INTO pieces (
                  booking_code, salon_id, customer_id, service, service_id, master_id, start_ts, end_ts, busy_from, busy_until,
                  price, currency, wall_start, wall_zone)
                VALUES (
                  :code, :salon, gen_random_uuid(), 'Cut', gen_random_uuid(), :master, CAST(:from AS timestamptz),
                  CAST(:until AS timestamptz), CAST(:from AS timestamptz), CAST(:until AS timestamptz), 5000, 'USD',
                  CAST(:from AS timestamp), 'UTC')
                """)
                .param("code", code)
                .param("salon", salonId)
                .param("master", masterId)
                .param("from", "2026-06-01 " + from + "Z")
                .param("until", "2026-06-01 " + until + "Z")
                .update();
    }
}
