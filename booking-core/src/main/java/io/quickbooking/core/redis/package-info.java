/** Shares data between nodes besides the database; nodes work without it. Door: {@code Redis}. */
@NullMarked
package io.quickbooking.core.redis;

import org.jspecify.annotations.NullMarked;
