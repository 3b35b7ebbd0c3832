package io.quickbooking.core.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * The isolation level that the product's locks rely on: a statement that has waited for a row sees the committed change. A role
 * or a database may have another default, under which such a wait ends in a failure.
 */
final class ReadCommitted {
    private final DataSource dataSource;
    private final boolean isDefault;

    private ReadCommitted(DataSource dataSource, boolean isDefault) {
        this.dataSource = dataSource;
        this.isDefault = isDefault;
    }

    /** Reads the default isolation of the connections once; if it is the right one, transactions have no additional cost. */
    static ReadCommitted of(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW transaction_isolation")) {
            row.next();
            return new ReadCommitted(dataSource, row.getString(1).equals("read committed"));
        } catch (SQLException failure) {
            throw new CannotGetJdbcConnectionException("Default transaction isolation not read", failure);
        }
    }

    /**
     * Sets the isolation of the current transaction only, so it works behind a pooler too. Must be the first call in a new
     * transaction.
     */
    void begin() {
        if (isDefault) {
            return;
        }
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
        } catch (SQLException failure) {
            throw new CannotCreateTransactionException("Transaction isolation not set to READ COMMITTED", failure);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }
}
