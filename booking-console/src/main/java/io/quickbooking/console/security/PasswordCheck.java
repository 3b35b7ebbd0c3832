package io.quickbooking.console.security;

import io.quickbooking.console.accounts.ConsoleUser;
import io.quickbooking.console.accounts.ConsoleUsers;
import io.quickbooking.console.accounts.SignIns;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/**
 * The one place where a password is compared with a hash: by the sign-in page, by HTTP Basic, and before a password is
 * changed. A name that does not exist, one that is disabled and a wrong password take as long and look the same.
 */
@Component
public final class PasswordCheck implements AuthenticationProvider {
    private static final String UNKNOWN_ADDRESS = "unknown";

    private final ConsoleUsers users;
    private final SignIns signIns;
    private final PasswordEncoder encoder;
    private final RememberedPasswords remembered = new RememberedPasswords();
    private final String nobodysHash;
    /** Of one name at one address one password at a time, or a burst of guesses would cost as many hashes. */
    private final Lock[] turns = Stream.generate(ReentrantLock::new).limit(64).toArray(Lock[]::new);

    PasswordCheck(ConsoleUsers users, SignIns signIns, PasswordEncoder encoder) {
        this.users = users;
        this.signIns = signIns;
        this.encoder = encoder;
        this.nobodysHash = Objects.requireNonNull(encoder.encode("nobody's password"));
    }

    /** Somebody who is who they say. */
    @Override
    public Authentication authenticate(Authentication claim) {
        String address = claim.getDetails() instanceof WebAuthenticationDetails details
                ? Objects.requireNonNullElse(details.getRemoteAddress(), UNKNOWN_ADDRESS)
                : UNKNOWN_ADDRESS;
        boolean byForm = claim.getDetails() instanceof FormDetails;
        String password =
                claim.getCredentials() == null ? "" : claim.getCredentials().toString();
        ConsoleUser user = check(claim.getName(), password, address, byForm ? "console" : "api");
        UsernamePasswordAuthenticationToken token = UsernamePasswordAuthenticationToken.authenticated(
                new SignedIn(user.username(), user.version()),
                null,
                AuthorityUtils.createAuthorityList("ROLE_" + user.role().name()));
        token.setDetails(claim.getDetails());
        return token;
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }

    /**
     * The user whose password this is.
     *
     * @param via where it is asked, for the audit log
     * @throws TooManyAttemptsException without having looked at the password
     * @throws BadCredentialsException when it is not
     */
    public ConsoleUser check(String username, String password, String address, String via) {
        Optional<ConsoleUser> user =
                asked(() -> ConsoleUser.isUsername(username) ? users.byName(username) : Optional.empty());
        if (hasMatched(user, address, password)) {
            return user.get();
        }
        Lock turn = turns[Math.floorMod(Objects.hash(username, address), turns.length)];
        turn.lock();
        try {
            // Somebody may have been waiting here for the same.
            if (hasMatched(user, address, password)) {
                return user.get();
            }
            return compare(user, username, password, address, via);
        } finally {
            turn.unlock();
        }
    }

    private boolean hasMatched(Optional<ConsoleUser> user, String address, String password) {
        return user.filter(ConsoleUser::enabled)
                .filter(found -> remembered.hasMatched(found.username(), address, password, found.password()))
                .isPresent();
    }

    private ConsoleUser compare(
            Optional<ConsoleUser> user, String username, String password, String address, String via) {
        mayGoOn(asked(() -> signIns.wait(username, address)));
        boolean matches =
                encoder.matches(password, user.map(ConsoleUser::password).orElse(nobodysHash));
        if (!matches || user.isEmpty() || !user.get().enabled()) {
            asked(() -> {
                signIns.failed(username, address, via);
                return true;
            });
            throw new BadCredentialsException("wrong name or password");
        }
        mayGoOn(asked(() -> signIns.succeeded(username, address)));
        remembered.remember(username, address, password, user.get().password());
        return user.get();
    }

    private static void mayGoOn(Duration wait) {
        if (!wait.isZero()) {
            throw new TooManyAttemptsException(wait);
        }
    }

    /** When the database cannot be asked, nobody knows whether the password is right. */
    private static <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (AuthenticationException answered) {
            throw answered;
        } catch (RuntimeException failure) {
            throw new InternalAuthenticationServiceException("users cannot be read", failure);
        }
    }
}
