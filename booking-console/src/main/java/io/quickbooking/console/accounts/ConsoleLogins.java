package io.quickbooking.console.accounts;

import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Who is signed in to the console, for all nodes. Their ids are secrets of their browsers, and not stored as they are. */
public final class ConsoleLogins {
    private final ConsoleLoginsMapper mapper;
    private final Transactions transactions;
    private final InstantSource clock;

    public ConsoleLogins(Mappers mappers, Transactions transactions, InstantSource clock) {
        this.mapper = mappers.get(ConsoleLoginsMapper.class);
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Empty as well when its time is over. */
    public Optional<ConsoleLogin> byId(String id) {
        return transactions.run(() -> mapper.byId(hash(id), clock.instant()));
    }

    /** Begins one; whatever is over by now is forgotten. */
    public void begin(String id, ConsoleLogin login) {
        transactions.runVoid(() -> {
            mapper.forgetExpired(clock.instant());
            if (mapper.update(hash(id), hash(id), login) == 0) {
                mapper.insert(hash(id), login);
            }
        });
    }

    /**
     * Writes what has changed of one.
     *
     * @param newId the id from now on; often the same
     * @return false: it has ended meanwhile, and stays so
     */
    public boolean change(String id, String newId, ConsoleLogin login) {
        return transactions.run(() -> mapper.update(hash(id), hash(newId), login)) == 1;
    }

    /** @return false: it has ended meanwhile, or was seen later */
    public boolean seen(String id, Instant seenAt, Instant expiresAt) {
        return transactions.run(() -> mapper.seen(hash(id), seenAt, expiresAt)) == 1;
    }

    public void end(String id) {
        transactions.runVoid(() -> mapper.delete(hash(id)));
    }

    /** Those of these that have not ended. */
    public Set<String> living(Collection<String> ids) {
        Map<String, String> byHash = new HashMap<>();
        ids.forEach(id -> byHash.put(HexFormat.of().formatHex(hash(id)), id));
        return transactions.run(() -> mapper.living(byHash.keySet().toArray(String[]::new), clock.instant())).stream()
                .map(byHash::get)
                .collect(Collectors.toSet());
    }

    private static byte[] hash(String id) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
