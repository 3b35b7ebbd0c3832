/** Pages about the messages that went out, and the taps that got stuck. */
@NullMarked
package io.quickbooking.console.messages;

import org.jspecify.annotations.NullMarked;
