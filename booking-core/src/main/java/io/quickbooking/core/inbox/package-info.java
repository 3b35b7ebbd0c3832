/** The messages that came in, each once. Door: {@code Inbox}. */
@NullMarked
package io.quickbooking.core.inbox;

import org.jspecify.annotations.NullMarked;
