package io.quickbooking.console.desk;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quickbooking.console.accounts.ConsoleUser;
import io.quickbooking.console.accounts.ConsoleUsers;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Those who are signed in, as they stand in the database: a right that is taken away is gone within two seconds. While
 * the database is away, and nobody can take a right away there, they stay for ten minutes what they were.
 */
@Component
public final class Operators {
    private static final Duration KEPT = Duration.ofSeconds(2);

    private static final Duration KNOWN = Duration.ofMinutes(10);

    private final ConsoleUsers users;
    private final LastAnswer answers;
    private final Cache<String, Optional<ConsoleUser>> kept =
            Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(10_000).build();
    private final Cache<String, Optional<ConsoleUser>> known =
            Caffeine.newBuilder().expireAfterWrite(KNOWN).maximumSize(10_000).build();

    Operators(ConsoleUsers users, LastAnswer answers) {
        this.users = users;
        this.answers = answers;
    }

    /**
     * Empty: there is no such user, or no longer.
     *
     * @throws DatabaseAwayException when nothing is known of the user and the database does not answer
     */
    public Optional<ConsoleUser> current(String username) {
        Optional<ConsoleUser> user = kept.getIfPresent(username);
        if (user == null) {
            user = answers.orLast(() -> read(username), known.getIfPresent(username));
            kept.put(username, user);
        }
        return user;
    }

    private Optional<ConsoleUser> read(String username) {
        Optional<ConsoleUser> user = users.byName(username).filter(ConsoleUser::enabled);
        known.put(username, user);
        return user;
    }

    /** To be called after a user has been changed. */
    public void refresh() {
        kept.invalidateAll();
        known.invalidateAll();
    }
}
