package io.quickbooking.console.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.testing.TestDatabase;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Seen to fail with: passwords kept as they are. */
@ExtendWith(OutputCaptureExtension.class)
class AdminPasswordTest {
    private static final Pattern PRINTED = Pattern.compile("with the password (\\S+)");

    @Test
    void a_random_password_is_printed_once_and_works_until_one_is_set(CapturedOutput output) {
        try (TestDatabase database = TestDatabase.createEmpty()) {
            String random;
            try (RunningConsole first = RunningConsole.on(database, Map.of("booking.console.admin-password", ""))) {
                Matcher printed = PRINTED.matcher(output);
                assertThat(printed.find()).isTrue();
                random = printed.group(1);
                assertThat(first.postTapWithPassword(random).status()).isEqualTo(400);
                assertThat(first.postTapWithPassword("").status()).isEqualTo(401);
            }
            int length = output.length();
            try (RunningConsole second = RunningConsole.on(database, Map.of("booking.console.admin-password", ""))) {
                assertThat(output.toString().substring(length)).doesNotContain("password");
                assertThat(second.postTapWithPassword(random).status()).isEqualTo(400);
            }
            try (RunningConsole third = RunningConsole.on(database, Map.of())) {
                assertThat(third.postTapWithPassword(random).status()).isEqualTo(401);
                assertThat(third.postTapWithPassword(RunningConsole.PASSWORD).status())
                        .isEqualTo(400);
            }
            assertThat(database.count("console_users WHERE password LIKE '{bcrypt}%'"))
                    .isOne();
            assertThat(output).doesNotContain(RunningConsole.PASSWORD);
        }
    }
}
