package io.quickbooking.console.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.quickbooking.core.database.TimeLimit;
import io.quickbooking.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seen to fail without the time that is left in {@code ConnectionPool.getConnection}: it then waits for a minute. */
class ConnectionPoolTest {
    @Test
    void who_has_little_time_waits_no_longer_for_a_connection() throws SQLException {
        try (TestDatabase database = TestDatabase.create();
                ConnectionPool pool = ConnectionPool.of(DatabaseUrl.parse(
                        "test",
                        "postgresql://postgres@127.0.0.1:%d/%s?connection_limit=3&pool_timeout=60"
                                .formatted(TestDatabase.port(), database.name())));
                Connection held = pool.getConnection();
                Connection heldToo = pool.getConnection();
                Connection theLast = pool.getConnection()) {
            assertThat(List.of(held, heldToo, theLast)).doesNotHaveDuplicates();
            Throwable refusal = assertTimeoutPreemptively(
                    Duration.ofSeconds(40),
                    () -> catchThrowable(() -> TimeLimit.within(Duration.ofSeconds(1), () -> take(pool))));
            assertThat(refusal).hasRootCauseInstanceOf(SQLException.class);
        }
    }

    private static void take(ConnectionPool pool) {
        try (Connection taken = pool.getConnection()) {
            assertThat(taken).isNull();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"serializable", "repeatable read"})
    void what_the_role_has_for_a_default_does_not_matter(String isolation) throws SQLException {
        try (TestDatabase database = TestDatabase.create()) {
            database.jdbc()
                    .sql("ALTER DATABASE " + database.name() + " SET default_transaction_isolation = '" + isolation
                            + "'")
                    .update();
            try (ConnectionPool pool = ConnectionPool.of(DatabaseUrl.parse("test", database.databaseUrl()));
                    Connection connection = pool.getConnection()) {
                assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
            }
        }
    }

    /** Seen to fail without {@code setReadOnly}. */
    @Test
    void a_replica_that_could_be_written_to_is_not() throws SQLException {
        try (TestDatabase database = TestDatabase.create();
                ConnectionPool pool = ConnectionPool.ofReplica(DatabaseUrl.parse("test", database.databaseUrl()));
                Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.execute("DELETE FROM salons"))
                        .hasMessageContaining("read-only");
            }
        }
    }
}
