package io.quickbooking.console.desk;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quickbooking.core.admin.ConsoleUser;
import io.quickbooking.core.admin.ConsoleUsers;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Those who are signed in, as they stand in the database: a right that is taken away is gone within two seconds. */
@Component
public final class Operators {
    private static final Duration KEPT = Duration.ofSeconds(2);

    private final ConsoleUsers users;
    private final Cache<String, Optional<ConsoleUser>> kept =
            Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(10_000).build();

    Operators(ConsoleUsers users) {
        this.users = users;
    }

    /** Empty: there is no such user, or no longer. */
    public Optional<ConsoleUser> current(String username) {
        Optional<ConsoleUser> user = kept.getIfPresent(username);
        if (user == null) {
            user = users.byName(username).filter(ConsoleUser::enabled);
            kept.put(username, user);
        }
        return user;
    }

    /** To be called after a user has been changed. */
    public void refresh() {
        kept.invalidateAll();
    }
}
