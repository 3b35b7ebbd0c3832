/** The application: its settings, how it starts, and what it says when it cannot. */
@NullMarked
package io.quickbooking.console;

import org.jspecify.annotations.NullMarked;
