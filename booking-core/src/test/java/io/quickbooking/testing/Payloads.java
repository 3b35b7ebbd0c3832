package io.quickbooking.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Webhook bodies as files: one for each shape that WhatsApp is known to send, and some that it may send one day. */
public final class Payloads {
    // Beside the repository, seen from a module or from the root.
    private static final List<Path> SHARED =
            List.of(Path.of("../../shared/whatsapp/payloads"), Path.of("../shared/whatsapp/payloads"));

    private Payloads() {}

    /** The product's own, from {@code payloads/*.json} on the class path, by name. */
    public static List<Payload> all() {
        try {
            return Arrays.stream(new PathMatchingResourcePatternResolver().getResources("classpath:payloads/*.json"))
                    .map(Payloads::read)
                    .sorted(Comparator.comparing(Payload::name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of the product's own, without {@code .json}. */
    public static Payload named(String name) {
        return all().stream()
                .filter(payload -> payload.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no payload is called " + name));
    }

    /** Captured and published bodies in a folder beside the repository; none where there is no such folder. */
    public static List<Payload> shared() {
        return sharedFolder().stream()
                .flatMap(Payloads::list)
                .filter(file -> file.toString().endsWith(".json"))
                .map(Payloads::read)
                .sorted(Comparator.comparing(Payload::name))
                .toList();
    }

    /** Where {@link #shared()} finds them. */
    public static Optional<Path> sharedFolder() {
        return SHARED.stream().filter(Files::isDirectory).findFirst();
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Payload read(Resource resource) {
        try {
            return new Payload(withoutExtension(resource.getFilename()), resource.getContentAsByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Payload read(Path file) {
        try {
            return new Payload(withoutExtension(file.getFileName().toString()), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withoutExtension(String file) {
        return file.substring(0, file.length() - ".json".length());
    }

    /** A body and the name of its file without {@code .json}. */
    public record Payload(String name, byte[] bytes) {
        @Override
        public String toString() {
            return name;
        }
    }
}
