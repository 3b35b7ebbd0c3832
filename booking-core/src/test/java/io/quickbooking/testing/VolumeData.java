package io.quickbooking.testing;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Two years of many salons, for measuring and for query plans: ten masters and eight services each, salon {@code v001} the
 * largest. Per booking there are half a customer, 1.1 sessions and 10 taps; the messages behind the latest tenth of
 * the taps are there, as if older ones had been archived. Nothing waits to be sent, no session is live, and everything
 * is in the live realm. Phone numbers are {@code 1555010} and six more digits, which no real number is.
 *
 * <p>The same seed and moment give the same rows. Every constraint judges every row; only plain indexes are dropped and made
 * again, in the transaction that fills their table. Nobody else should use the database meanwhile.
 *
 * <p>By hand, for any database that has the tables and no bookings:
 * {@code mvn -q test-compile exec:java -pl booking-core -Pbench -Dexec.args="jdbc:postgresql://host/db?user=u&password=p 1000000"}
 *
 * @param bookings about 50 for each salon at least
 * @param seed 0 to 99,999
 * @param asOf what counts as now: bookings before it are over, those after it are confirmed
 */
public record VolumeData(int salons, long bookings, long seed, Instant asOf) {
    /** The goals of the console are stated for this many bookings. */
    public static final long FULL = 1_000_000;

    private static final int WEEKS_PAST = 104;
    private static final int WEEKS_AHEAD = 8;
    private static final int HOURS_OF_A_WEEK = 60;
    private static final int TAPS_OF_A_SESSION = 9;
    private static final int MOST_BOOKINGS_OF_A_MASTER = (WEEKS_PAST + WEEKS_AHEAD) * HOURS_OF_A_WEEK;
    private static final long CONVERSATIONS_AT_A_TIME = 10_000;
    private static final List<String> TABLES = List.of(
            "salons",
            "masters",
            "services",
            "master_services",
            "working_hours",
            "customers",
            "bookings",
            "sessions",
            "tap_events",
            "inbound_messages",
            "outbound_messages",
            "audit_log");

    public VolumeData {
        if (seed < 0 || seed > 99_999) {
            throw new IllegalArgumentException("seed " + seed + " is not within 0 and 99,999");
        }
        if (bookings * Math.pow(1.0 / salons, 2 / 3.0) > 9 * MOST_BOOKINGS_OF_A_MASTER) {
            throw new IllegalArgumentException(bookings + " bookings do not fit into " + salons + " salons");
        }
    }

    /** @param args JDBC URL, number of bookings (default a million), seed (default 1), salons (default 200) */
    public static void main(String[] args) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(args[0]);
        long bookings = args.length > 1 ? Long.parseLong(args[1]) : FULL;
        long seed = args.length > 2 ? Long.parseLong(args[2]) : 1;
        int salons = args.length > 3 ? Integer.parseInt(args[3]) : 200;
        new VolumeData(salons, bookings, seed, Instant.now().truncatedTo(ChronoUnit.HOURS))
                .fill(dataSource, VolumeProgress.on(System.out));
    }

    /** Fills without a word. */
    public void fill(DataSource dataSource) {
        fill(dataSource, VolumeProgress.on(new PrintStream(PrintStream.nullOutputStream())));
    }

    /**
     * Fills a database that has the product's tables, by two connections at a time.
     *
     * @throws IllegalStateException when it has bookings, customers or taps already
     */
    public void fill(DataSource dataSource, VolumeProgress progress) {
        try (Filling first = new Filling(dataSource, progress)) {
            requireEmpty(first);
            progress.say("planning %,d bookings of %d salons, seed %d".formatted(bookings, salons, seed));
            first.inTransaction(this::plan);
            long sessions = first.count("volume.conversations");
            progress.expect(bookings / 2
                    + bookings
                    + sessions * (1 + TAPS_OF_A_SESSION)
                    + 2 * messages(sessions)
                    + bookings / TAPS_OF_A_SESSION);
            first.inTransaction(filling -> catalog(filling));
            first.inTransaction(filling -> filling.rows("customers", this::customers));
            CompletableFuture<Void> ledger = CompletableFuture.runAsync(() -> ledger(dataSource, progress, sessions));
            bookings(first, sessions);
            ledger.join();
            first.execute("DROP SCHEMA volume CASCADE");
            vacuum(first, progress);
            progress.end();
        } catch (CompletionException e) {
            throw new IllegalStateException("the taps could not be written", e.getCause());
        }
    }

    /** A digest of each table's rows, whatever their order. Leaves out when the triggers touched masters. */
    public static Map<String, String> digests(DataSource dataSource) {
        Map<String, String> digests = new TreeMap<>();
        for (String table : TABLES) {
            digests.put(
                    table,
                    JdbcClient.create(dataSource)
                            .sql("SELECT count(*) || ' ' || coalesce(md5(string_agg(row, '' ORDER BY row)), '') FROM "
                                    + "(SELECT (to_jsonb(t) - 'updated_at')::TEXT AS row FROM " + table + " t) rows")
                            .query(String.class)
                            .single());
        }
        return digests;
    }

    private void requireEmpty(Filling filling) {
        for (String table : List.of("bookings", "customers", "tap_events", "inbound_messages", "outbound_messages")) {
            if (filling.count("(SELECT FROM " + table + " LIMIT 1) x") > 0) {
                throw new IllegalStateException("not into a database that has " + table + " already");
            }
        }
    }

    private void plan(Filling filling) {
        filling.execute(VolumeSql.FUNCTIONS.formatted(seed));
        filling.statement(VolumeSql.SALONS, values());
        filling.execute(VolumeSql.SERVICES);
        filling.execute(VolumeSql.MASTERS);
        filling.execute("ANALYZE volume.salons, volume.services, volume.masters");
        filling.statement(VolumeSql.CONVERSATIONS, values());
        filling.execute("ALTER TABLE volume.conversations ADD PRIMARY KEY (n)");
        filling.execute("ANALYZE volume.conversations");
    }

    private void catalog(Filling filling) {
        Map<String, Object> opened = Map.of("from", time(asOf.minus(7L * (WEEKS_PAST + 1), ChronoUnit.DAYS)));
        filling.statement(VolumeSql.WRITE_SALONS, opened);
        filling.statement(VolumeSql.WRITE_HOURS, Map.of());
        filling.statement(VolumeSql.WRITE_SERVICES, opened);
        filling.statement(VolumeSql.WRITE_MASTERS, opened);
        filling.statement(VolumeSql.WRITE_MASTER_SERVICES, Map.of());
    }

    private void customers(Filling filling) {
        int parts = 10;
        for (int part = 0; part < parts; part++) {
            Map<String, Object> values = new TreeMap<>(values());
            values.put("from", time(asOf.minus(7L * (WEEKS_PAST + 1), ChronoUnit.DAYS)));
            values.put("parts", parts);
            values.put("part", part);
            filling.progressing("customers", VolumeSql.WRITE_CUSTOMERS, values);
        }
    }

    private void bookings(Filling filling, long sessions) {
        filling.inTransaction(
                all -> all.rows("bookings", table -> pieces(table, "bookings", VolumeSql.WRITE_BOOKINGS, 0, sessions)));
        filling.inTransaction(
                all -> all.rows("sessions", table -> pieces(table, "sessions", VolumeSql.WRITE_SESSIONS, 0, sessions)));
        filling.inTransaction(
                all -> all.rows("audit_log", table -> pieces(table, "audit_log", VolumeSql.WRITE_AUDIT, 0, sessions)));
    }

    private void ledger(DataSource dataSource, VolumeProgress progress, long sessions) {
        try (Filling filling = new Filling(dataSource, progress)) {
            filling.inTransaction(all -> all.rows("tap_events", table -> {
                pieces(table, "tap_events", VolumeSql.WRITE_TAPS, 0, sessions);
                table.continueIds("tap_events", sessions * TAPS_OF_A_SESSION);
            }));
            filling.inTransaction(all -> all.rows("inbound_messages", table -> {
                pieces(table, "inbound_messages", VolumeSql.WRITE_INBOUND, withMessages(sessions), sessions);
                table.continueIds("inbound_messages", sessions * TAPS_OF_A_SESSION);
            }));
            filling.inTransaction(all -> all.rows("outbound_messages", table -> {
                pieces(table, "outbound_messages", VolumeSql.WRITE_OUTBOUND, withMessages(sessions), sessions);
                table.continueIds("outbound_messages", sessions * TAPS_OF_A_SESSION);
            }));
        }
    }

    private void pieces(Filling filling, String table, String sql, long from, long until) {
        for (long piece = from; piece < until; piece += CONVERSATIONS_AT_A_TIME) {
            Map<String, Object> values = new TreeMap<>(values());
            values.put("from", piece);
            values.put("until", Math.min(piece + CONVERSATIONS_AT_A_TIME, until));
            filling.progressing(table, sql, values);
        }
    }

    private static void vacuum(Filling filling, VolumeProgress progress) {
        for (String table : filling.tables()) {
            progress.say("vacuuming " + table);
            filling.execute("VACUUM (ANALYZE) " + table);
        }
    }

    /** The session from which on the messages are there. */
    private static long withMessages(long sessions) {
        return sessions - messages(sessions) / TAPS_OF_A_SESSION;
    }

    private static long messages(long sessions) {
        return sessions / 10 * TAPS_OF_A_SESSION;
    }

    private Map<String, Object> values() {
        LocalDate firstDay = LocalDate.ofInstant(asOf, ZoneOffset.UTC)
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                .minusWeeks(WEEKS_PAST);
        return Map.of(
                "salons", salons,
                "bookings", bookings,
                "customers", bookings / 2,
                "seed", seed,
                "hours", MOST_BOOKINGS_OF_A_MASTER,
                "firstDay", firstDay.toString(),
                "asOf", time(asOf));
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** One connection that fills one table after the other. */
    private static final class Filling implements AutoCloseable {
        private final SingleConnectionDataSource connection;
        private final JdbcClient jdbc;
        private final VolumeProgress progress;

        Filling(DataSource dataSource, VolumeProgress progress) {
            try {
                connection = new SingleConnectionDataSource(dataSource.getConnection(), true);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            jdbc = JdbcClient.create(connection);
            this.progress = progress;
            execute("SET synchronous_commit = off");
            execute("SET work_mem = '256MB'");
            execute("SET maintenance_work_mem = '512MB'");
            execute("SET jit = off");
            // Names and digests are sorted and compared alike on every machine, and times written alike.
            execute("SET TimeZone = 'UTC'");
        }

        void inTransaction(Consumer<Filling> work) {
            try (Transaction transaction = new Transaction(connection.getConnection())) {
                work.accept(this);
                transaction.commit();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Plain indexes are made after the rows, which is many times quicker; a failure brings everything back. */
        void rows(String table, Consumer<Filling> write) {
            List<Index> indexes = jdbc.sql(VolumeSql.PLAIN_INDEXES)
                    .param("table", table)
                    .query(Index.class)
                    .list();
            indexes.forEach(index -> execute("DROP INDEX " + index.name()));
            write.accept(this);
            for (Index index : indexes) {
                progress.say("making index " + index.name());
                execute(index.definition());
            }
        }

        void progressing(String table, String sql, Map<String, Object> values) {
            progress.add(table, statement(sql, values));
        }

        int statement(String sql, Map<String, Object> values) {
            return jdbc.sql(sql).params(values).update();
        }

        void continueIds(String table, long last) {
            jdbc.sql("SELECT setval(pg_get_serial_sequence(:table, 'id'), :last)")
                    .param("table", table)
                    .param("last", last)
                    .query(Long.class)
                    .single();
        }

        void execute(String sql) {
            try (Statement statement = connection.getConnection().createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(sql, e);
            }
        }

        /** All of them: triggers may have written more than the statements say. */
        List<String> tables() {
            return jdbc.sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
                    .query(String.class)
                    .list();
        }

        long count(String rows) {
            return jdbc.sql("SELECT count(*) FROM " + rows).query(Long.class).single();
        }

        @Override
        public void close() {
            // The connection may be a pool's, which gives it to others next.
            try {
                execute("DISCARD ALL");
            } finally {
                connection.destroy();
            }
        }

        private record Index(String name, String definition) {}
    }

    /** Rolls back unless it was committed. */
    private record Transaction(Connection connection) implements AutoCloseable {
        private Transaction {
            try {
                connection.setAutoCommit(false);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        void commit() throws SQLException {
            connection.commit();
        }

        @Override
        public void close() throws SQLException {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }
}
