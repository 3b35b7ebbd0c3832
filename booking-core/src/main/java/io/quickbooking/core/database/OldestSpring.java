package io.quickbooking.core.database;

import java.util.function.Supplier;
import org.springframework.core.SpringVersion;
import org.springframework.util.ClassUtils;

/** The oldest Spring Framework that has what the library uses: 7.0.3, which Spring Boot 4.0.2 brings. */
final class OldestSpring {
    private OldestSpring() {}

    /**
     * @param retryTemplate Spring's, in which the library found nothing to call at its first transaction otherwise
     * @throws UnsuitableHostException when it is of an older one
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
