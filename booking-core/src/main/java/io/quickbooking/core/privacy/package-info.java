/** How long things are kept, and what is stored about one customer. Doors: {@code Retention}, {@code PersonalData}. */
@NullMarked
package io.quickbooking.core.privacy;

import org.jspecify.annotations.NullMarked;
