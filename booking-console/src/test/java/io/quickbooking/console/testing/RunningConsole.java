package io.quickbooking.console.testing;

import io.quickbooking.console.ConsoleApplication;
import io.quickbooking.testing.TestDatabase;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The whole application on a test's database, spoken to by HTTP. */
public final class RunningConsole extends ConsoleClient implements AutoCloseable {
    public static final String SECRET = "fictional-app-secret";
    public static final String PASSWORD = "fictional-password";

    private final ConfigurableApplicationContext context;

    private RunningConsole(ConfigurableApplicationContext context) {
        super(
                "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port"),
                PASSWORD,
                SECRET);
        this.context = context;
    }

    /** @param settings in addition to database, app secret and password; an empty value takes one of these away */
    public static RunningConsole on(TestDatabase database, Map<String, String> settings) {
        return run(new SpringApplication(ConsoleApplication.class), database, settings);
    }

    /** @param databaseUrl of a database that is no {@link TestDatabase} */
    public static RunningConsole on(String databaseUrl, Map<String, String> settings) {
        return run(new SpringApplication(ConsoleApplication.class), databaseUrl, settings);
    }

    /** As of the time that the clock tells. */
    public static RunningConsole on(TestDatabase database, Map<String, String> settings, InstantSource clock) {
        SpringApplication application = new SpringApplication(ConsoleApplication.class);
        application.addInitializers(
                context -> ((GenericApplicationContext) context).registerBean(InstantSource.class, () -> clock));
        return run(application, database, settings);
    }

    /** With something put in the place of a bean, or around it. */
    public static RunningConsole on(
            TestDatabase database, Map<String, String> settings, BiFunction<Object, String, Object> replaced) {
        SpringApplication application = new SpringApplication(ConsoleApplication.class);
        application.addInitializers(context -> context.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return replaced.apply(bean, name);
            }
        }));
        return run(application, database, settings);
    }

    private static RunningConsole run(
            SpringApplication application, TestDatabase database, Map<String, String> settings) {
        return run(application, database.databaseUrl(), settings);
    }

    private static RunningConsole run(SpringApplication application, String databaseUrl, Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("booking.database-url", databaseUrl);
        all.put("booking.demo", "true");
        all.put("booking.whatsapp.app-secret", SECRET);
        all.put("booking.console.admin-password", PASSWORD);
        // Tests tap faster than people.
        all.put("booking.taps-per-minute", "0");
        all.put("server.port", "0");
        all.putAll(settings);
        List<String> arguments = new ArrayList<>();
        all.forEach((name, value) -> {
            if (!value.isEmpty()) {
                arguments.add("--" + name + "=" + value);
            }
        });
        return new RunningConsole(application.run(arguments.toArray(String[]::new)));
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
