/** Sends messages to customers: outbox, relay, the Cloud API. Doors: {@code Outbox}, {@code OutboxRelay}. */
@NullMarked
package io.quickbooking.core.outbound;

import org.jspecify.annotations.NullMarked;
