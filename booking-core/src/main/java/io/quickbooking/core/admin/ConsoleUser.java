package io.quickbooking.core.admin;

import java.util.Set;
import java.util.UUID;

/**
 * Somebody who may sign in.
 *
 * @param password hashed, with the name of the algorithm in front
 * @param salonIds the salons listed for them; means nothing for a role that sees all
 */
public record ConsoleUser(String username, String password, boolean enabled, Role role, Set<UUID> salonIds) {
    public ConsoleUser {
        salonIds = Set.copyOf(salonIds);
    }

    public boolean sees(UUID salonId) {
        return role.seesAllSalons() || salonIds.contains(salonId);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "ConsoleUser[" + username + ", " + role + (enabled ? "]" : ", disabled]");
    }
}
