package io.quickbooking.console.accounts;

import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** @param salonIds separated by commas; null: none */
record ConsoleUserRow(
        String username,
        String password,
        boolean enabled,
        Role role,
        @Nullable String salonIds,
        long version,
        @Nullable Instant lastSignedInAt) {

    ConsoleUser user() {
        Set<UUID> ids = salonIds == null
                ? Set.of()
                : Arrays.stream(salonIds.split(",")).map(UUID::fromString).collect(Collectors.toSet());
        return new ConsoleUser(username, password, enabled, role, ids, version, lastSignedInAt);
    }
}
