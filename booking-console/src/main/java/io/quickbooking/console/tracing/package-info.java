/** What leaves the house in traces. */
@NullMarked
package io.quickbooking.console.tracing;

import org.jspecify.annotations.NullMarked;
