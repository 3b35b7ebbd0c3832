package io.quickbooking.core.database;

import java.sql.Connection;
import org.apache.ibatis.executor.statement.StatementHandler;
import org.apache.ibatis.plugin.Interceptor;
import org.apache.ibatis.plugin.Intercepts;
import org.apache.ibatis.plugin.Invocation;
import org.apache.ibatis.plugin.Signature;

/** Tells the {@link TimeLimit} of a thread which connection it is about to use. */
@Intercepts(
        @Signature(
                type = StatementHandler.class,
                method = "prepare",
                args = {Connection.class, Integer.class}))
final class WatchedStatements implements Interceptor {
    @Override
    public Object intercept(Invocation invocation) throws Throwable {
        TimeLimit.use((Connection) invocation.getArgs()[0]);
        return invocation.proceed();
    }
}
