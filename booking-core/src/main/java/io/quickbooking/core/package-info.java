/** The booking flow as a library for Spring Boot: it needs a {@code DataSource} and nothing else. */
@NullMarked
package io.quickbooking.core;

import org.jspecify.annotations.NullMarked;
