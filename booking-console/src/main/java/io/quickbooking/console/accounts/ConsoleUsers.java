package io.quickbooking.console.accounts;

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
        return transactions.run(() -> mapper.byName(username)).map(ConsoleUserRow::user);
    }

    /** @return whether the user is new; an existing one is left as it is, also when another node was quicker */
    public boolean addIfMissing(String username, String hashedPassword, Role role) {
        return transactions.run(() -> mapper.insert(username, hashedPassword, role, clock.instant())) == 1;
    }

    /** Sees to it that an administrator of this name can sign in with this password. */
    public void saveAdmin(String username, String hashedPassword) {
        transactions.runVoid(() -> mapper.saveAdmin(username, hashedPassword, clock.instant()));
    }
}
