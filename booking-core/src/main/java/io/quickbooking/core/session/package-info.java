/** What a customer has chosen and not yet confirmed. Door: {@code Sessions}. */
@NullMarked
package io.quickbooking.core.session;

import org.jspecify.annotations.NullMarked;
