package io.quickbooking.console.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Spares a program that sends its password with every request the tenth of a second that checking a hash is meant to
 * take: a password that has matched is remembered for five minutes, for its name at its address, as a keyed digest whose
 * key never leaves this process. Another password from there makes it forgotten, so nobody can guess quickly against it.
 */
final class RememberedPasswords {
    private static final String ALGORITHM = "HmacSHA256";
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private final SecretKeySpec key;
    private final Cache<Place, String> matched = Caffeine.newBuilder()
            .maximumSize(1_000)
            .expireAfterWrite(REMEMBERED)
            .build();

    private record Place(String username, String address) {}

    RememberedPasswords() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        key = new SecretKeySpec(random, ALGORITHM);
    }

    /** @param hash of the user as of now: a changed password is not remembered */
    boolean hasMatched(String username, String address, String password, String hash) {
        String digest = digest(password, hash);
        // In one step, so that of many guesses at once only one is compared with what is remembered.
        return matched.asMap()
                        .computeIfPresent(
                                new Place(username, address), (place, known) -> known.equals(digest) ? known : null)
                != null;
    }

    void remember(String username, String address, String password, String hash) {
        matched.put(new Place(username, address), digest(password, hash));
    }

    private String digest(String password, String hash) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal((password + "\n" + hash).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
