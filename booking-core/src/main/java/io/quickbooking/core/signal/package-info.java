/** Sends change notifications to live pages. Door: {@code Signals}. */
@NullMarked
package io.quickbooking.core.signal;

import org.jspecify.annotations.NullMarked;
