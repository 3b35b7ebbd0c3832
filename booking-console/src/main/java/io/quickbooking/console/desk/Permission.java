package io.quickbooking.console.desk;

import static io.quickbooking.console.accounts.Role.ADMIN;
import static io.quickbooking.console.accounts.Role.STAFF;
import static io.quickbooking.console.accounts.Role.SUPPORT;
import static io.quickbooking.console.accounts.Role.VIEWER;

import io.quickbooking.console.accounts.Role;
import java.util.Set;

/** What a role may do at the salons that it sees. */
public enum Permission {
    /** Sessions, bookings, conflicts, messages, health. */
    SEE(VIEWER, STAFF, SUPPORT, ADMIN),
    /** Complete, cancel, no-show. */
    ACT(STAFF, ADMIN),
    /** The simulator and its races. */
    SIMULATE(STAFF, SUPPORT, ADMIN),
    /** A customer's whole phone number, which is audited. */
    REVEAL(STAFF, SUPPORT, ADMIN),
    /** Catalogue, users, audit, messages again. */
    ADMINISTER(ADMIN);

    private final Set<Role> roles;

    Permission(Role... roles) {
        this.roles = Set.of(roles);
    }

    public boolean isOf(Role role) {
        return roles.contains(role);
    }
}
