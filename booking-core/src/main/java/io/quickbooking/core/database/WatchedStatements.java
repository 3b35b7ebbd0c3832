package io.quickbooking.core.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.apache.ibatis.cursor.Cursor;
import org.apache.ibatis.executor.parameter.ParameterHandler;
import org.apache.ibatis.executor.statement.StatementHandler;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.plugin.Interceptor;
import org.apache.ibatis.plugin.Invocation;
import org.apache.ibatis.session.ResultHandler;

/**
 * Registers with the {@link TimeLimit} of a thread the connection that it is about to use. It wraps by hand: MyBatis would read
 * the annotations of an interceptor and create a proxy of it four times for each statement.
 */
final class WatchedStatements implements Interceptor {
    @Override
    public Object plugin(Object target) {
        return target instanceof StatementHandler handler ? new Watched(handler) : target;
    }

    @Override
    public Object intercept(Invocation invocation) {
        throw new UnsupportedOperationException("plugin() wraps the target itself");
    }

    private record Watched(StatementHandler handler) implements StatementHandler {
        @Override
        public Statement prepare(Connection connection, Integer timeout) throws SQLException {
            TimeLimit.use(connection);
            return handler.prepare(connection, timeout);
        }

        @Override
        public void parameterize(Statement statement) throws SQLException {
            handler.parameterize(statement);
        }

        @Override
        public void batch(Statement statement) throws SQLException {
            handler.batch(statement);
        }

        @Override
        public int update(Statement statement) throws SQLException {
            return handler.update(statement);
        }

        @Override
        public <E> List<E> query(Statement statement, ResultHandler resultHandler) throws SQLException {
            return handler.query(statement, resultHandler);
        }

        @Override
        public <E> Cursor<E> queryCursor(Statement statement) throws SQLException {
            return handler.queryCursor(statement);
        }

        @Override
        public BoundSql getBoundSql() {
            return handler.getBoundSql();
        }

        @Override
        public ParameterHandler getParameterHandler() {
            return handler.getParameterHandler();
        }
    }
}
