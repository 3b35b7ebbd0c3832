package io.quickbooking.core.database;

import java.util.function.Supplier;
import org.springframework.core.SpringVersion;
import org.springframework.util.ClassUtils;

/** The minimum version of Spring Framework that has what the library uses: 7.0.3, which Spring Boot 4.0.2 includes. */
final class OldestSpring {
    private OldestSpring() {}

    /**
     * Requires the minimum version.
     *
     * @param retryTemplate Spring's class; in an older version the library's first transaction would fail for lack of a method
     * @throws UnsuitableHostException if it is from an older version
     */
    static void require(Class<?> retryTemplate) {
        if (!ClassUtils.hasMethod(retryTemplate, "invoke", Supplier.class)) {
            throw new UnsuitableHostException(
                    "Spring Framework is " + SpringVersion.getVersion()
                            + ", but must be 7.0.3 or newer; use Spring Boot 4.0.3 or newer",
                    null);
        }
    }
}
