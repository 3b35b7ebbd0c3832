package io.quickbooking.console.accounts;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may sign in.
 *
 * @param password hashed, with the name of the algorithm in front
 * @param salonIds the salons listed for them; means nothing for a role that sees all
 * @param version raised when the password changes or the user is disabled: sessions begun under an older one are over
 * @param lastSignedInAt null: never
 */
public record ConsoleUser(
        String username,
        String password,
        boolean enabled,
        Role role,
        Set<UUID> salonIds,
        long version,
        @Nullable Instant lastSignedInAt) {
    private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9._@-]{2,64}");

    public ConsoleUser {
        salonIds = Set.copyOf(salonIds);
    }

    /** Whether somebody could be called so: 2 to 64 of the letters a to z, digits and {@code . _ - @}. */
    public static boolean isUsername(String name) {
        return USERNAME.matcher(name).matches();
    }

    /** Stands for what the user may do: equal as long as nobody changes role, salons or whether they may sign in. */
    public String rights() {
        return rights(role, enabled, salonIds);
    }

    static String rights(Role role, boolean enabled, Set<UUID> salonIds) {
        String facts = role + " " + enabled + " " + new TreeSet<>(salonIds);
        return UUID.nameUUIDFromBytes(facts.getBytes(StandardCharsets.UTF_8)).toString();
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
