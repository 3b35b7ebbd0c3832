package io.quickbooking.console.accounts;

import io.quickbooking.core.audit.AuditLog;
import io.quickbooking.core.audit.AuditedAct;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;

/**
 * Attempts to sign in: the count of those that failed, kept in the database so that it holds across nodes, and their lines
 * in the audit log. Within a quarter of an hour from the first failure on, a name may fail {@value #NAME_FROM_ADDRESS}
 * times from one address and {@value #NAME} times from anywhere, and an address {@value #ADDRESS} times with any names; then
 * it has to wait until that time is over.
 *
 * <p>Names and addresses are taken as they come, from whoever types or forges them: what PostgreSQL would refuse is
 * replaced, and what is long is cut.
 */
public final class SignIns {
    static final int NAME_FROM_ADDRESS = 5;
    static final int NAME = 20;
    static final int ADDRESS = 50;
    static final Duration WINDOW = Duration.ofMinutes(15);

    private static final int LONGEST = 64;
    private static final String ANY = "";

    private final SignInsMapper mapper;
    private final Transactions transactions;
    private final AuditLog audit;
    private final InstantSource clock;

    public SignIns(Mappers mappers, Transactions transactions, AuditLog audit, InstantSource clock) {
        this.mapper = mappers.get(SignInsMapper.class);
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    /** How long this name has to wait at this address; zero: it may try. To be asked before a password is checked. */
    public Duration wait(String username, String address) {
        return transactions.run(() -> waiting(username, address, clock.instant()));
    }

    /**
     * A password has matched. What failed before with this name from this address is forgotten.
     *
     * @return zero, or how long to wait, because others have failed while this password was being checked: who guesses many
     *     at a time must not learn more than who guesses one after another
     */
    public Duration succeeded(String username, String address) {
        return transactions.run(() -> {
            Duration wait = waiting(username, address, clock.instant());
            if (wait.isZero()) {
                mapper.forget(key(username), place(address));
            }
            return wait;
        });
    }

    /**
     * A password did not match, or there is no such user.
     *
     * @param via where it was tried, such as {@code api}
     */
    public void failed(String username, String address, String via) {
        Instant now = clock.instant();
        Instant until = now.plus(WINDOW);
        String name = key(username);
        String place = place(address);
        transactions.runVoid(() -> {
            mapper.forgetOld(now);
            // Always in this order, so that two who fail at once do not lock each other out.
            int ofAddress = mapper.add(ANY, place, now, until);
            int ofName = mapper.add(name, ANY, now, until);
            int ofNameFromAddress = mapper.add(name, place, now, until);
            String shown = cleaned(username);
            Map<String, String> details = Map.of("address", cleaned(address), "via", via);
            audit.add(shown, AuditedAct.SIGN_IN_FAILED, null, null, details);
            if (ofAddress == ADDRESS || ofName == NAME || ofNameFromAddress == NAME_FROM_ADDRESS) {
                audit.add(shown, AuditedAct.SIGN_IN_LOCKED, null, null, details);
            }
        });
    }

    /** Somebody has begun a session. */
    public void signedIn(String username, String address) {
        transactions.runVoid(() -> {
            mapper.signedIn(username, clock.instant());
            audit.add(username, AuditedAct.SIGNED_IN, null, null, Map.of("address", cleaned(address)));
        });
    }

    public void signedOut(String username) {
        audit.add(username, AuditedAct.SIGNED_OUT, null, null, Map.of());
    }

    private Duration waiting(String username, String address, Instant now) {
        return mapper.blockedUntil(key(username), place(address), NAME_FROM_ADDRESS, NAME, ADDRESS, now)
                .map(until -> Duration.between(now, until))
                .orElse(Duration.ZERO);
    }

    private static String key(String username) {
        return cleaned(username.toLowerCase(Locale.ROOT));
    }

    private static String place(String address) {
        return SignInAddress.network(cleaned(address));
    }

    private static String cleaned(String text) {
        String printable = text.replaceAll("[\\p{Cntrl}\\p{Cs}]", "\uFFFD").strip();
        int length = Math.min(LONGEST, printable.codePointCount(0, printable.length()));
        return length == 0 ? "-" : printable.substring(0, printable.offsetByCodePoints(0, length));
    }
}
