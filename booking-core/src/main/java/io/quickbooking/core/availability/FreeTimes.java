package io.quickbooking.core.availability;

import io.quickbooking.core.catalog.Master;
import org.jspecify.annotations.Nullable;

/**
 * What a master has left of a day.
 *
 * @param works whether the day is a working day of theirs at all
 * @param count how many times a customer could still pick, for the master's default service
 * @param next the first of them; null: none is left
 */
public record FreeTimes(
        Master master, boolean works, int count, @Nullable Slot next) {}
