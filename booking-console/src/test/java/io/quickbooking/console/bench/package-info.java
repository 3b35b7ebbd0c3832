/** Measures the packaged console on a large database; see docs/benchmarks.md. */
@NullMarked
package io.quickbooking.console.bench;

import org.jspecify.annotations.NullMarked;
