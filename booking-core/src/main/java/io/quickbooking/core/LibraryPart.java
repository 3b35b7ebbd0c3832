package io.quickbooking.core;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;

/**
 * Marks the auto-configuration of one package, which makes the beans of that package where the library is active. It is
 * package-private and listed in {@code AutoConfiguration.imports}. Imported classes become beans under their full names, and
 * bean methods begin with {@code quickBooking}, so that a host may have a bean {@code customers} of its own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@AutoConfiguration(afterName = "io.quickbooking.core.QuickBookingAutoConfiguration")
@ConditionalOnBean(QuickBookingProperties.class)
public @interface LibraryPart {}
