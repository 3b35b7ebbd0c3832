/** What the flow tells about itself while it works, for who measures and traces. Doors: {@code Measures}, {@code Traces}. */
@NullMarked
package io.quickbooking.core.measure;

import org.jspecify.annotations.NullMarked;
