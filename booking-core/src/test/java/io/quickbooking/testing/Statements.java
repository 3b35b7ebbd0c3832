package io.quickbooking.testing;

import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.ibatis.executor.statement.StatementHandler;
import org.apache.ibatis.plugin.Interceptor;
import org.apache.ibatis.plugin.Intercepts;
import org.apache.ibatis.plugin.Invocation;
import org.apache.ibatis.plugin.Signature;
import org.apache.ibatis.reflection.SystemMetaObject;

/** Lets a test change, hold or count the library's statements just before they run. */
public final class Statements {
    private Statements() {}

    /** Takes a piece out of every statement that has it. */
    public static Interceptor without(String piece) {
        return new Without(piece);
    }

    /** Holds the first statement that contains this text. */
    public static Pause pauseBefore(String text) {
        return new Pause(text);
    }

    /** Keeps what is run. */
    public static Kept kept() {
        return new Kept();
    }

    private static StatementHandler handler(Invocation invocation) {
        return (StatementHandler)
                SystemMetaObject.forObject(invocation.getTarget()).getOriginalObject();
    }

    @Intercepts(
            @Signature(
                    type = StatementHandler.class,
                    method = "prepare",
                    args = {Connection.class, Integer.class}))
    private record Without(String piece) implements Interceptor {
        @Override
        public Object intercept(Invocation invocation) throws Throwable {
            StatementHandler handler = handler(invocation);
            String sql = handler.getBoundSql().getSql();
            SystemMetaObject.forObject(handler.getBoundSql()).setValue("sql", sql.replace(piece, ""));
            return invocation.proceed();
        }
    }

    /** A statement that waits for the test. */
    @Intercepts(
            @Signature(
                    type = StatementHandler.class,
                    method = "prepare",
                    args = {Connection.class, Integer.class}))
    public static final class Pause implements Interceptor {
        private final String text;
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);

        private Pause(String text) {
            this.text = text;
        }

        public void awaitReached() throws InterruptedException {
            if (!reached.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody ran " + text);
            }
        }

        public void goOn() {
            goOn.countDown();
        }

        @Override
        public Object intercept(Invocation invocation) throws Throwable {
            if (handler(invocation).getBoundSql().getSql().contains(text) && reached.getCount() > 0) {
                reached.countDown();
                goOn.await(10, TimeUnit.SECONDS);
            }
            return invocation.proceed();
        }
    }

    /** The statements that were run. */
    @Intercepts(
            @Signature(
                    type = StatementHandler.class,
                    method = "prepare",
                    args = {Connection.class, Integer.class}))
    public static final class Kept implements Interceptor {
        private final List<String> run = new CopyOnWriteArrayList<>();

        private Kept() {}

        /** What has been run since this was last asked, in order. */
        public List<String> since() {
            List<String> statements = List.copyOf(run);
            run.clear();
            return statements;
        }

        @Override
        public Object intercept(Invocation invocation) throws Throwable {
            run.add(handler(invocation).getBoundSql().getSql().strip());
            return invocation.proceed();
        }
    }
}
