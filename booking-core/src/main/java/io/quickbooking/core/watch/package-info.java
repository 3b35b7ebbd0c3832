/** What of the whole system is worth waking somebody for. Door: {@code Watch}. */
@NullMarked
package io.quickbooking.core.watch;

import org.jspecify.annotations.NullMarked;
