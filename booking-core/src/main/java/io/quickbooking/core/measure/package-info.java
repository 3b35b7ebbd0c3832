/** What the flow tells about itself while it works, for who measures. Door: {@code Measures}. */
@NullMarked
package io.quickbooking.core.measure;

import org.jspecify.annotations.NullMarked;
