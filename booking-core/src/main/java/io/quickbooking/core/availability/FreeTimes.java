package io.quickbooking.core.availability;

import io.quickbooking.core.catalog.Master;
import org.jspecify.annotations.Nullable;

/**
 * The free times of a master on a day.
 *
 * @param works whether it is a working day of the master at all
 * @param count the number of times a customer could still pick, for the master's default service
 * @param next the first of them; null: none is left
 */
public record FreeTimes(
        Master master, boolean works, int count, @Nullable Slot next) {}
