package io.quickbooking.console.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.quickbooking.console.database.EmbeddedDatabase;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.VolumeData;
import io.quickbooking.testing.VolumeProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The data directory that is measured; filled at the first use and kept, because that takes minutes. */
final class BenchData {
    /** The largest of the salons. */
    static final String SALON = "v001";

    private final Path directory;

    private BenchData(Path directory) {
        this.directory = directory;
    }

    static BenchData in(Path directory, int salons, long bookings, long seed) {
        try (EmbeddedDatabase server = EmbeddedDatabase.startIn(directory, () -> {});
                HikariDataSource pool = new HikariDataSource()) {
            // Making the indexes of ten million rows takes longer than the application lets a statement take.
            PGSimpleDataSource patient = server.url().dataSource();
            patient.setSocketTimeout(0);
            pool.setDataSource(patient);
            TestDatabase.migrate(pool);
            JdbcClient jdbc = JdbcClient.create(pool);
            if (jdbc.sql("SELECT count(*) FROM (SELECT FROM bookings LIMIT 1) x")
                            .query(Long.class)
                            .single()
                    == 0) {
                new VolumeData(salons, bookings, seed, Instant.now().truncatedTo(ChronoUnit.HOURS))
                        .fill(pool, VolumeProgress.on(System.out));
            } else {
                // New indexes and their statistics, when migrations came since.
                jdbc.sql("ANALYZE").update();
            }
        }
        return new BenchData(directory);
    }

    Path directory() {
        return directory;
    }

    /** Of the server that the console has started on the directory. */
    JdbcClient jdbc() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl("jdbc:postgresql://127.0.0.1:"
                + read("postgres/postmaster.pid").lines().toList().get(3).strip() + "/quick_booking");
        dataSource.setUser("postgres");
        dataSource.setPassword(read("postgres-password"));
        return JdbcClient.create(dataSource);
    }

    /** Viewers of the large salon with the administrator's password. */
    void addViewers(int count) {
        jdbc().sql("""
                        INSERT INTO console_users (username, password, role)
                        SELECT 'bench' || n, password, 'VIEWER'
                        FROM console_users
                        CROSS JOIN generate_series(1, :count) n
                        WHERE username = 'admin'
                        ON CONFLICT (username) DO UPDATE SET password = EXCLUDED.password
                        """).param("count", count).update();
        jdbc().sql("""
                        INSERT INTO console_user_salons (username, salon_id)
                        SELECT u.username, s.id
                        FROM console_users u
                        JOIN salons s ON s.code = :salon
                        WHERE u.username LIKE 'bench%'
                        ON CONFLICT DO NOTHING
                        """).param("salon", SALON).update();
    }

    private String read(String file) {
        try {
            return Files.readString(directory.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
