package io.quickbooking.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.admin.AuditedAct;
import io.quickbooking.core.admin.Role;
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

    private static Set<String> arguments(String text) {
        return ARGUMENT.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }
}
