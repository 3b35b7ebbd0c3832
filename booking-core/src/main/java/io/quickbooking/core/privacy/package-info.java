/** Retention periods, and export and erasure of a customer's data. Doors: {@code Retention}, {@code PersonalData}. */
@NullMarked
package io.quickbooking.core.privacy;

import org.jspecify.annotations.NullMarked;
