package io.quickbooking.testing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.apache.ibatis.executor.statement.StatementHandler;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.plugin.Interceptor;
import org.apache.ibatis.plugin.Intercepts;
import org.apache.ibatis.plugin.Invocation;
import org.apache.ibatis.plugin.Signature;
import org.apache.ibatis.reflection.MetaObject;
import org.apache.ibatis.reflection.SystemMetaObject;

/** Explains every query just before it runs, with its own parameters, and keeps the plans. */
@Intercepts(
        @Signature(
                type = StatementHandler.class,
                method = "prepare",
                args = {Connection.class, Integer.class}))
public final class Plans implements Interceptor {
    private final Map<String, Plan> plans = new ConcurrentHashMap<>();
    private final DataSource dataSource;

    public Plans(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * One way in which PostgreSQL ran a query.
     *
     * @param mapper and its method, in full
     */
    public record Plan(String mapper, String sql, String text) {
        public boolean reads(String table) {
            return text.contains("Seq Scan on " + table + " ") || text.contains("Seq Scan on " + table + "\n");
        }
    }

    /** By mapper and plan, so that a query that ran in several ways is there several times. */
    public Map<String, Plan> all() {
        return new TreeMap<>(plans);
    }

    @Override
    public Object intercept(Invocation invocation) throws Throwable {
        MetaObject handler = SystemMetaObject.forObject(
                SystemMetaObject.forObject(invocation.getTarget()).getOriginalObject());
        StatementHandler statement = (StatementHandler) handler.getOriginalObject();
        String sql = statement.getBoundSql().getSql();
        String start = sql.stripLeading().toUpperCase(Locale.ROOT);
        if (start.startsWith("SELECT") || start.startsWith("WITH")) {
            String mapper = ((MappedStatement) handler.getValue("delegate.mappedStatement")).getId();
            String text = explain(statement, sql);
            plans.putIfAbsent(mapper + "\n" + withoutFigures(text), new Plan(mapper, sql, text));
        }
        return invocation.proceed();
    }

    private String explain(StatementHandler statement, String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement explain = connection.prepareStatement("EXPLAIN " + sql)) {
            statement.getParameterHandler().setParameters(explain);
            try (ResultSet rows = explain.executeQuery()) {
                StringBuilder text = new StringBuilder();
                while (rows.next()) {
                    text.append(rows.getString(1)).append('\n');
                }
                return text.toString();
            }
        }
    }

    private static String withoutFigures(String plan) {
        return plan.replaceAll("\\(cost=[^)]*\\)", "").replaceAll("'[^']*'", "?");
    }
}
