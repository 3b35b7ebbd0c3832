package io.quickbooking.console.startup;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.support.SystemEnvironmentPropertySourceEnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The environment as it is prepared for a process with just these variables. */
final class ProcessEnvironment {
    private static final String VARIABLES = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

    private ProcessEnvironment() {}

    static ConfigurableEnvironment with(Map<String, Object> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().replace(VARIABLES, new SystemEnvironmentPropertySource(VARIABLES, variables));
        SpringApplication application = new SpringApplication();
        new EnvironmentVariables().postProcessEnvironment(environment, application);
        new SystemEnvironmentPropertySourceEnvironmentPostProcessor().postProcessEnvironment(environment, application);
        return environment;
    }
}
