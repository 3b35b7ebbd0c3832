/** Word of changes for live pages. Door: {@code Signals}. */
@NullMarked
package io.quickbooking.core.signal;

import org.jspecify.annotations.NullMarked;
