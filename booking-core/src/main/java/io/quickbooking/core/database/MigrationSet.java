package io.quickbooking.core.database;

/**
 * Migrations that are applied together. Each set has a history table and a location of its own, so that it cannot collide with
 * another set or with the migrations of the application around it, and can be added to a database later.
 *
 * @param historyTable records which migrations have run; letters in lower case and underscores
 * @param location of the files, as Flyway names it
 */
public record MigrationSet(String historyTable, String location) {
    /** The library's tables. */
    public static final MigrationSet LIBRARY =
            new MigrationSet("quick_booking_schema_history", "classpath:quickbooking/db/migration");

    /** The tables of simulated customers and races, for a database that has the library's. */
    public static final MigrationSet SIMULATION =
            new MigrationSet("quick_booking_simulation_schema_history", "classpath:quickbooking/db/simulation");

    public MigrationSet {
        if (!historyTable.matches("[a-z_]+")) {
            throw new IllegalArgumentException("not the name of a history table: " + historyTable);
        }
    }
}
