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
 * The isolation that the product's locks rest on: a statement that has waited for a row sees what became of it. A role or a
 * database may have another one for default, in which such a wait ends in a failure.
 */
final class ReadCommitted {
    private final DataSource dataSource;
    private final boolean isDefault;

    private ReadCommitted(DataSource dataSource, boolean isDefault) {
        this.dataSource = dataSource;
        this.isDefault = isDefault;
    }

    /** Asks the connections once what they have by default; where it is the right one, transactions cost nothing more. */
    static ReadCommitted of(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW transaction_isolation")) {
            row.next();
            return new ReadCommitted(dataSource, row.getString(1).equals("read committed"));
        } catch (SQLException failure) {
            throw new CannotGetJdbcConnectionException("The default isolation cannot be read", failure);
        }
    }

    /** To be called first in a new transaction. Holds for it alone, also behind a pooler. */
    void begin() {
        if (isDefault) {
            return;
        }
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
        } catch (SQLException failure) {
            throw new CannotCreateTransactionException("The isolation cannot be set", failure);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }
}
