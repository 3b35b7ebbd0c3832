package io.quickbooking.console;

import io.quickbooking.console.database.Database;
import io.quickbooking.console.database.EmbeddedDatabase;
import io.quickbooking.core.database.DatabaseGone;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;

/**
 * Has the embedded PostgreSQL start while the beans are still being looked for, which takes longer than the server does.
 * {@link DatabaseConfiguration} waits for it.
 */
final class EarlyDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {
    private static final String BEAN = "embeddedDatabaseStart";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConsoleProperties settings =
                Binder.get(context.getEnvironment()).bindOrCreate("booking", ConsoleProperties.class);
        if (settings.externalDatabase().isPresent()) {
            return;
        }
        Start start = new Start(settings, context);
        ConfigurableListableBeanFactory beans = context.getBeanFactory();
        beans.registerSingleton(BEAN, start);
        // When nobody came for it, because the context failed before that, nobody else would stop the server.
        ((DefaultListableBeanFactory) beans).registerDisposableBean(BEAN, start);
        start.begin();
    }

    /** After {@link SettingsCheck}: a mistake in the settings is told before anything is started. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    /** A server that starts. */
    static final class Start implements DisposableBean {
        private final FutureTask<EmbeddedDatabase> task;
        private boolean taken;

        private Start(ConsoleProperties settings, ApplicationEventPublisher events) {
            task = new FutureTask<>(() -> EmbeddedDatabase.startIn(settings.dataDirectory(), () -> end(events)));
        }

        private static void end(ApplicationEventPublisher events) {
            try {
                events.publishEvent(new DatabaseGone());
            } finally {
                System.exit(1);
            }
        }

        private void begin() {
            new Thread(task, "database-start").start();
        }

        /** The server, which is the caller's to close from now on. */
        synchronized Database await() {
            taken = true;
            return get();
        }

        @Override
        public synchronized void destroy() {
            if (!taken) {
                await().close();
            }
        }

        private EmbeddedDatabase get() {
            try {
                return task.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                throw new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the database starts", e);
            }
        }
    }
}
