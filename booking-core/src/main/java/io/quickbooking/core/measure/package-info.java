/** Measurements and traces of the flow. Doors: {@code Measures}, {@code Traces}. */
@NullMarked
package io.quickbooking.core.measure;

import org.jspecify.annotations.NullMarked;
