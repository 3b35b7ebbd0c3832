/** Simulated customers, and their races. Doors: {@code Simulations}, {@code Races}. */
@NullMarked
package io.quickbooking.core.simulation;

import org.jspecify.annotations.NullMarked;
