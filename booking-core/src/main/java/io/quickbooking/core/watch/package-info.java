/** Monitors the whole system and raises alarms. Door: {@code Watch}. */
@NullMarked
package io.quickbooking.core.watch;

import org.jspecify.annotations.NullMarked;
