/** Kills the packaged application and its PostgreSQL while customers book, and looks what is left; see docs/reliability.md. */
@NullMarked
package io.quickbooking.console.crash;

import org.jspecify.annotations.NullMarked;
