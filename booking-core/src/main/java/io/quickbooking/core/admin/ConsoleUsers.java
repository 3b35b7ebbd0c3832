package io.quickbooking.core.admin;

import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import java.time.InstantSource;
import java.util.Optional;

/** Who may sign in to the console and its API. Passwords arrive hashed. */
public final class ConsoleUsers {
    private final ConsoleUsersMapper mapper;
    private final Transactions transactions;
    private final InstantSource clock;

    public ConsoleUsers(Mappers mappers, Transactions transactions, InstantSource clock) {
        this.mapper = mappers.get(ConsoleUsersMapper.class);
        this.transactions = transactions;
        this.clock = clock;
    }

    public Optional<ConsoleUser> byName(String username) {
        return transactions.run(() -> mapper.byName(username));
    }

    /** @return whether the user is new; an existing one is left as it is, also when another node was quicker */
    public boolean addIfMissing(String username, String hashedPassword) {
        return transactions.run(() -> mapper.insert(username, hashedPassword, clock.instant())) == 1;
    }

    public void setPassword(String username, String hashedPassword) {
        transactions.runVoid(() -> mapper.save(username, hashedPassword, clock.instant()));
    }
}
