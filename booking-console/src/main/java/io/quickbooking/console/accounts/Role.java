package io.quickbooking.console.accounts;

/** What somebody who signs in to the console is there for. */
public enum Role {
    /** Sees the salons listed for them. */
    VIEWER,
    /** Sees the salons listed for them and acts on their bookings. */
    STAFF,
    /** Sees all salons and plays customers in the simulator. */
    SUPPORT,
    /** May do everything. */
    ADMIN;

    /** Whether all salons are theirs, without being listed. */
    public boolean seesAllSalons() {
        return this == SUPPORT || this == ADMIN;
    }
}
