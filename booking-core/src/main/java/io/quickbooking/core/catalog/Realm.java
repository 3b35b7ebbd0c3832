package io.quickbooking.core.catalog;

/** Whether something happens for real, or only in the console's simulator. */
public enum Realm {
    LIVE,
    SIMULATED
}
