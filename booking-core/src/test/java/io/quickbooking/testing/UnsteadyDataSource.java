package io.quickbooking.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A database whose commits fail where a thread wants them to, before they take effect or after. */
public final class UnsteadyDataSource extends DelegatingDataSource {
    private final ThreadLocal<@Nullable Fate> fates = new ThreadLocal<>();

    public enum Fate {
        /** The connection breaks; the product tries again. */
        LOST_BEFORE,
        LOST_AFTER,
        /** The node breaks, and answers nobody any more. */
        DIES_BEFORE,
        DIES_AFTER;

        private boolean isAfter() {
            return this == LOST_AFTER || this == DIES_AFTER;
        }

        private boolean isDeath() {
            return this == DIES_BEFORE || this == DIES_AFTER;
        }
    }

    /** A node has broken in the middle of something. */
    public static final class NodeDiedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NodeDiedException() {
            super("this node is no more", null, false, false);
        }
    }

    public UnsteadyDataSource(DataSource database) {
        super(database);
    }

    /** What becomes of this thread's next commit. */
    public void next(@Nullable Fate fate) {
        fates.set(fate);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        return (Connection) Proxy.newProxyInstance(
                UnsteadyDataSource.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("commit")) {
                        commit(connection);
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void commit(Connection connection) throws SQLException {
        Fate fate = fates.get();
        fates.remove();
        if (fate == null || fate.isAfter()) {
            connection.commit();
        } else {
            connection.rollback();
        }
        if (fate != null && fate.isDeath()) {
            throw new NodeDiedException();
        }
        if (fate != null) {
            throw new SQLException("the connection was lost", "08006");
        }
    }
}
