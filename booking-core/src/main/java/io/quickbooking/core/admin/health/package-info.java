/**
 * Checks the data against its guarantees and repairs wall times. Doors: {@code SystemHealth}, {@code IntegrityCheck}, {@code
 * WallTimes}.
 */
@NullMarked
package io.quickbooking.core.admin.health;

import org.jspecify.annotations.NullMarked;
