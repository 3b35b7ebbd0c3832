/** Stores each received message once. Door: {@code Inbox}. */
@NullMarked
package io.quickbooking.core.inbox;

import org.jspecify.annotations.NullMarked;
