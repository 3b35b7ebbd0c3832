package io.quickbooking.testing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.ibatis.executor.statement.StatementHandler;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.plugin.Interceptor;
import org.apache.ibatis.plugin.Intercepts;
import org.apache.ibatis.plugin.Invocation;
import org.apache.ibatis.plugin.Signature;
import org.apache.ibatis.reflection.MetaObject;
import org.apache.ibatis.reflection.SystemMetaObject;
import org.apache.ibatis.session.ResultHandler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Counts what a piece of work reads: statements, the rows they hand over, and for statements of one package also how many
 * rows PostgreSQL looked at. For that it runs them once more, explained, on a connection of its own.
 */
@Intercepts(
        @Signature(
                type = StatementHandler.class,
                method = "query",
                args = {Statement.class, ResultHandler.class}))
public final class Reads implements Interceptor {
    private final DataSource dataSource;
    private final String looksInto;
    private final AtomicInteger statements = new AtomicInteger();
    private final AtomicInteger rows = new AtomicInteger();
    private final AtomicLong lookedAt = new AtomicLong();

    /** @param looksInto the package whose statements are explained */
    public Reads(DataSource dataSource, String looksInto) {
        this.dataSource = dataSource;
        this.looksInto = looksInto;
    }

    /**
     * @param statements those of the package, as are the others
     * @param rows handed over to the library
     * @param lookedAt rows of tables, or of indexes where the table need not be read, that PostgreSQL went through
     */
    public record Count<T>(T answer, int statements, int rows, long lookedAt) {}

    public <T> Count<T> of(Supplier<T> work) {
        statements.set(0);
        rows.set(0);
        lookedAt.set(0);
        T answer = work.get();
        return new Count<>(answer, statements.get(), rows.get(), lookedAt.get());
    }

    @Override
    public Object intercept(Invocation invocation) throws Throwable {
        Object found = invocation.proceed();
        MetaObject handler = SystemMetaObject.forObject(
                SystemMetaObject.forObject(invocation.getTarget()).getOriginalObject());
        String mapper = ((MappedStatement) handler.getValue("delegate.mappedStatement")).getId();
        if (mapper.startsWith(looksInto)) {
            statements.incrementAndGet();
            rows.addAndGet(((List<?>) found).size());
            lookedAt.addAndGet(explained((StatementHandler) handler.getOriginalObject()));
        }
        return found;
    }

    private long explained(StatementHandler statement) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement explain = connection.prepareStatement("EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) "
                        + statement.getBoundSql().getSql())) {
            statement.getParameterHandler().setParameters(explain);
            try (ResultSet result = explain.executeQuery()) {
                result.next();
                return lookedAt(
                        JsonMapper.shared().readTree(result.getString(1)).get(0).get("Plan"));
            }
        }
    }

    private static long lookedAt(JsonNode node) {
        double each = node.has("Relation Name")
                ? node.path("Actual Rows").asDouble(0)
                        + node.path("Rows Removed by Filter").asDouble(0)
                        + node.path("Rows Removed by Index Recheck").asDouble(0)
                : 0;
        long all = Math.round(each * node.path("Actual Loops").asDouble(0));
        for (JsonNode part : node.path("Plans")) {
            all += lookedAt(part);
        }
        return all;
    }
}
