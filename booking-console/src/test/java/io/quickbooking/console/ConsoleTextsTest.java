package io.quickbooking.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.accounts.Role;
import io.quickbooking.core.admin.bookings.ActOutcome.Informed;
import io.quickbooking.core.admin.bookings.BookingAct;
import io.quickbooking.core.admin.bookings.StaffOutcome;
import io.quickbooking.core.admin.calendar.SalonCalendar;
import io.quickbooking.core.admin.health.IntegrityKind;
import io.quickbooking.core.admin.messages.MessageState;
import io.quickbooking.core.admin.messages.Sending;
import io.quickbooking.core.audit.AuditedAct;
import io.quickbooking.core.availability.Refusal;
import io.quickbooking.core.booking.Booking;
import io.quickbooking.core.conversation.TapOutcome;
import io.quickbooking.core.outbound.DeliveryProblem;
import io.quickbooking.core.session.Step;
import io.quickbooking.core.simulation.Fault;
import io.quickbooking.core.simulation.RaceMode;
import io.quickbooking.core.watch.AlarmKind;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;

/** That whatever the console says, it says in both languages. */
class ConsoleTextsTest {
    private static final Path RESOURCES = Path.of("src", "main", "resources");
    private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d+)[,}]");
    private static final Pattern LITERAL_KEY = Pattern.compile("#\\{([A-Za-z][A-Za-z0-9._-]*)[(}]");
    private static final Pattern LONE_APOSTROPHE = Pattern.compile("(?<!')'(?!')");

    private static List<String> bundles() {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource("application.yml"));
        return List.of(yaml.getObject().getProperty("spring.messages.basename").split(","));
    }

    private static Properties load(String path) throws IOException {
        Properties texts = new Properties();
        try (Reader reader =
                new InputStreamReader(new ClassPathResource(path).getInputStream(), StandardCharsets.UTF_8)) {
            texts.load(reader);
        }
        return texts;
    }

    private static Properties english() throws IOException {
        Properties all = new Properties();
        for (String bundle : bundles()) {
            all.putAll(load(bundle + ".properties"));
        }
        return all;
    }

    @Test
    void every_bundle_is_read_by_the_console() throws IOException {
        try (Stream<Path> files = Files.list(RESOURCES.resolve("texts"))) {
            assertThat(files.map(file ->
                                    "texts/" + file.getFileName().toString().replaceAll("(_he)?\\.properties$", ""))
                            .collect(Collectors.toSet()))
                    .isEqualTo(new HashSet<>(bundles()));
        }
    }

    @Test
    void no_key_is_given_two_texts() throws IOException {
        try (Stream<Path> files = Files.list(RESOURCES.resolve("texts"))) {
            for (Path file : files.toList()) {
                assertThat(Files.readAllLines(file).stream()
                                .filter(line -> line.contains("=") && !line.startsWith("#"))
                                .map(line -> line.substring(0, line.indexOf('='))))
                        .as(file.toString())
                        .doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void hebrew_says_everything_that_english_says() throws IOException {
        SoftAssertions all = new SoftAssertions();
        for (String bundle : bundles()) {
            Properties english = load(bundle + ".properties");
            Properties hebrew = load(bundle + "_he.properties");
            all.assertThat(hebrew.stringPropertyNames())
                    .as(bundle)
                    .containsExactlyInAnyOrderElementsOf(english.stringPropertyNames());
            for (String key : english.stringPropertyNames()) {
                String there = hebrew.getProperty(key, "");
                all.assertThat(english.getProperty(key)).as(key).isNotBlank();
                all.assertThat(there).as(key + " in Hebrew").isNotBlank();
                all.assertThat(arguments(there)).as(key).isEqualTo(arguments(english.getProperty(key)));
            }
        }
        all.assertAll();
    }

    @Test
    void texts_with_arguments_are_well_formed() throws IOException {
        SoftAssertions all = new SoftAssertions();
        for (String bundle : bundles()) {
            for (String file : List.of(bundle + ".properties", bundle + "_he.properties")) {
                Properties texts = load(file);
                for (String key : texts.stringPropertyNames()) {
                    String text = texts.getProperty(key);
                    if (!arguments(text).isEmpty()) {
                        all.assertThatCode(() -> new MessageFormat(text, Locale.ENGLISH))
                                .as(key)
                                .doesNotThrowAnyException();
                        all.assertThat(LONE_APOSTROPHE.matcher(text).find())
                                .as(file + ": " + key + " has an apostrophe that MessageFormat swallows")
                                .isFalse();
                    }
                }
            }
        }
        all.assertAll();
    }

    @Test
    void no_key_is_in_two_bundles() throws IOException {
        Set<String> seen = new HashSet<>();
        for (String bundle : bundles()) {
            for (String key : load(bundle + ".properties").stringPropertyNames()) {
                assertThat(seen.add(key)).as(bundle + ": " + key).isTrue();
            }
        }
    }

    @Test
    void templates_use_texts_that_there_are() throws IOException {
        Set<String> used = new TreeSet<>();
        try (Stream<Path> files = Files.walk(RESOURCES.resolve("templates"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".html")).toList()) {
                Matcher keys = LITERAL_KEY.matcher(Files.readString(file).replaceAll("(?s)<!--.*?-->", ""));
                while (keys.find()) {
                    used.add(keys.group(1));
                }
            }
        }
        assertThat(used).isNotEmpty();
        assertThat(english().stringPropertyNames()).containsAll(used);
    }

    @Test
    void every_audited_act_and_every_role_has_a_name() throws IOException {
        assertThat(english().stringPropertyNames())
                .containsAll(Arrays.stream(AuditedAct.values())
                        .map(act -> "audit.act." + act.code())
                        .toList())
                .containsAll(Arrays.stream(Role.values())
                        .flatMap(role -> {
                            String name = role.name().toLowerCase(Locale.ROOT);
                            return Stream.of("role." + name, "user.role." + name + ".about");
                        })
                        .toList());
    }

    /** Messages that staff caused had no text for their kinds, and pages showed the keys. */
    @Test
    void every_value_that_a_page_shows_has_a_text() throws IOException {
        Set<String> keys = new TreeSet<>();
        List<String> outcomes =
                Arrays.stream(TapOutcome.values()).map(TapOutcome::code).toList();
        for (String prefix :
                List.of("messages.kind.", "sessions.sees.active.", "session.outcome.", "simulator.outcome.")) {
            outcomes.forEach(outcome -> keys.add(prefix + outcome));
        }
        Arrays.stream(AuditedAct.values())
                .map(AuditedAct::code)
                .filter(code -> code.startsWith("booking_"))
                .forEach(code -> {
                    keys.add("booking.history." + code);
                    keys.add("session.act." + code);
                });
        for (AuditedAct act : List.of(
                AuditedAct.BOOKING_MADE,
                AuditedAct.BOOKING_MOVED,
                AuditedAct.BOOKING_CANCELLED,
                AuditedAct.BOOKING_RESTORED)) {
            keys.add("messages.kind." + act.code());
            keys.add("booking.message." + act.code());
        }
        for (String prefix : List.of("session.reason.", "staff.refused.", "audit.although.")) {
            add(keys, prefix, Refusal.values());
        }
        for (String prefix : List.of("sessions.step.", "sessions.reached.")) {
            add(keys, prefix, Step.values());
        }
        for (String prefix : List.of("booking.informed.", "audit.informed.")) {
            add(keys, prefix, Informed.values());
        }
        for (String prefix : List.of("messages.state.", "messages.tab.")) {
            Arrays.stream(MessageState.values()).forEach(state -> keys.add(prefix + state.code()));
        }
        Arrays.stream(DeliveryProblem.values())
                .forEach(problem -> keys.add("messages.problem."
                        + problem.name().toLowerCase(Locale.ROOT).replace('_', '-')));
        Arrays.stream(Sending.State.values())
                .filter(state -> state != Sending.State.WORKS)
                .forEach(state -> keys.add("sending." + state.code()));
        add(keys, "booking.status.", Booking.Status.values());
        add(keys, "staff.problem.", StaffOutcome.Question.values());
        Arrays.stream(AlarmKind.values()).forEach(kind -> {
            keys.add("health.alarm." + kind.code());
            keys.add("health.alarm." + kind.code() + ".text");
            keys.add("health.alarm." + kind.code() + ".todo");
        });
        Arrays.stream(IntegrityKind.values()).forEach(kind -> {
            keys.add("health.audit." + kind.code());
            keys.add("health.audit." + kind.code() + ".text");
            keys.add("health.audit." + kind.code() + ".todo");
        });
        Arrays.stream(BookingAct.values()).forEach(act -> {
            keys.add("booking.act." + act.code());
            keys.add("booking.act." + act.code() + ".question");
            keys.add("booking.act." + act.code() + ".effect");
            keys.add("booking.act." + act.code() + ".do");
            keys.add("booking.done." + act.code());
        });
        Arrays.stream(SalonCalendar.Kind.values())
                .forEach(kind -> keys.add(
                        "calendar.state." + kind.name().toLowerCase(Locale.ROOT).replace('_', '-')));
        add(keys, "simulator.mode.", RaceMode.values());
        add(keys, "simulator.fault.", Fault.values());
        assertThat(english().stringPropertyNames()).containsAll(keys);
    }

    private static void add(Set<String> keys, String prefix, Enum<?>[] values) {
        Arrays.stream(values).forEach(value -> keys.add(prefix + value.name().toLowerCase(Locale.ROOT)));
    }

    private static Set<String> arguments(String text) {
        return ARGUMENT.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }
}
