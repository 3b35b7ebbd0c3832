package io.quickbooking.core.database;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.core.SpringVersion;
import org.springframework.core.retry.RetryTemplate;

class OldestSpringTest {
    @Test
    void a_spring_that_is_too_old_is_named() {
        OldestSpring.require(RetryTemplate.class);
        assertThatThrownBy(() -> OldestSpring.require(Object.class))
                .isInstanceOf(UnsuitableHostException.class)
                .hasMessage("Spring Framework is " + SpringVersion.getVersion()
                        + ", but must be 7.0.3 or newer; use Spring Boot 4.0.3 or newer");
    }
}
