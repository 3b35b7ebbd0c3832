/** Handles a tap from its arrival to its answer. Door: {@code ButtonHandlerService}. */
@NullMarked
package io.quickbooking.core.conversation;

import org.jspecify.annotations.NullMarked;
