package io.quickbooking.console.security;

import io.quickbooking.console.accounts.ConsoleUser;
import io.quickbooking.console.accounts.ConsoleUsers;
import io.quickbooking.console.accounts.Role;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Sees to it that {@code admin} can sign in: with {@code CONSOLE_ADMIN_PASSWORD} where it is set, else with a random
 * password that is printed once, when the user is made.
 */
@Component
class AdminPassword implements ApplicationRunner {
    static final String ADMIN = "admin";

    private static final Logger log = LoggerFactory.getLogger(AdminPassword.class);
    /** Without characters that are mistaken for each other. */
    private static final String CHARACTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int LENGTH = 20;

    private final ConsoleUsers users;
    private final PasswordEncoder encoder;
    private final @Nullable String configured;

    AdminPassword(
            ConsoleUsers users,
            PasswordEncoder encoder,
            @Value("${booking.console.admin-password:#{null}}") @Nullable String configured) {
        this.users = users;
        this.encoder = encoder;
        this.configured = configured == null || configured.isBlank() ? null : configured;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        Optional<ConsoleUser> admin = users.byName(ADMIN);
        if (configured != null) {
            if (admin.isEmpty() || !encoder.matches(configured, admin.get().password())) {
                users.saveAdmin(ADMIN, encoder.encode(configured));
            }
        } else if (admin.isEmpty()) {
            String password = random();
            if (users.addIfMissing(ADMIN, encoder.encode(password), Role.ADMIN)) {
                log.warn("Sign in as '{}' with the password {} (shown only this once)", ADMIN, password);
            }
        }
    }

    private static String random() {
        return new SecureRandom()
                .ints(LENGTH, 0, CHARACTERS.length())
                .mapToObj(i -> String.valueOf(CHARACTERS.charAt(i)))
                .collect(Collectors.joining());
    }
}
