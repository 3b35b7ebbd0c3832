/** Stores what customers have chosen and not yet confirmed. Door: {@code Sessions}. */
@NullMarked
package io.quickbooking.core.session;

import org.jspecify.annotations.NullMarked;
