package io.quickbooking.core.catalog;

/** The world that data belongs to: real customers, or the console's simulator. */
public enum Realm {
    LIVE,
    SIMULATED
}
