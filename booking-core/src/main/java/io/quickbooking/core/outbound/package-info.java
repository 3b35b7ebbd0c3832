/** The messages that go out: outbox, relay, the Cloud API. Door: {@code Outbox}. */
@NullMarked
package io.quickbooking.core.outbound;

import org.jspecify.annotations.NullMarked;
