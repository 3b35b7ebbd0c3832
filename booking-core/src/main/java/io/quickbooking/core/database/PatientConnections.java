package io.quickbooking.core.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections for migrations, whom the server does not hurry: one of them holds a lock and does nothing while the other
 * builds an index. They are given back to their pool with the limits that they came with.
 */
final class PatientConnections extends DelegatingDataSource {
    private static final List<String> LIMITS = List.of("idle_in_transaction_session_timeout", "lock_timeout");
    private static final String NONE = "0";

    PatientConnections(DataSource dataSource) {
        super(dataSource);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        Map<String, String> before = new LinkedHashMap<>();
        for (String limit : LIMITS) {
            before.put(limit, read(connection, limit));
            set(connection, limit, NONE);
        }
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close") && !connection.isClosed()) {
                        giveBack(connection, before);
                    }
                    return invoke(connection, method, arguments);
                });
    }

    private static @Nullable Object invoke(Connection connection, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private static void giveBack(Connection connection, Map<String, String> before) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        for (Map.Entry<String, String> limit : before.entrySet()) {
            set(connection, limit.getKey(), limit.getValue());
        }
    }

    private static String read(Connection connection, String limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT current_setting(?)")) {
            statement.setString(1, limit);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    private static void set(Connection connection, String limit, String value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT set_config(?, ?, FALSE)")) {
            statement.setString(1, limit);
            statement.setString(2, value);
            statement.execute();
        }
    }
}
