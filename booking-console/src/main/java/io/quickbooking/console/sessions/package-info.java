/** Live sessions, and each from its first tap to its end. */
@NullMarked
package io.quickbooking.console.sessions;

import org.jspecify.annotations.NullMarked;
