package io.quickbooking.core.catalog;

import io.quickbooking.core.catalog.CatalogFileException.Place;
import io.quickbooking.core.catalog.CatalogFileException.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Salons, masters and services as a YAML or JSON file describes them. An instance is validated: its content fits the database,
 * apart from conflicts that only the database knows (see {@link CatalogImport}).
 */
public final class CatalogFile {
    /** The maximum size of a file. */
    public static final int MAX_BYTES = CatalogParser.MAX_SIZE;

    private static final String DEMO = "/quickbooking/db/demo/catalog.yaml";

    private final String source;
    private final List<SalonEntry> salons;

    private CatalogFile(String source, List<SalonEntry> salons) {
        this.source = source;
        this.salons = List.copyOf(salons);
    }

    /**
     * Reads a file in UTF-8.
     *
     * @throws CatalogFileException if it cannot be read or its content is wrong
     */
    public static CatalogFile read(Path file) {
        String source = String.valueOf(file.getFileName());
        try {
            if (Files.size(file) > CatalogParser.MAX_SIZE) {
                throw unreadable(
                        source, "must have at most " + CatalogParser.MAX_SIZE + " bytes, not " + Files.size(file));
            }
            return parse(source, Files.readString(file));
        } catch (NoSuchFileException e) {
            throw unreadable(source, "there is no such file");
        } catch (CharacterCodingException e) {
            throw unreadable(source, "is not UTF-8 text");
        } catch (IOException e) {
            throw unreadable(source, "cannot be read: " + e.getMessage());
        }
    }

    private static CatalogFileException unreadable(String source, String text) {
        return new CatalogFileException(source, List.of(new Problem("", 0, text)));
    }

    /**
     * Reads YAML, or JSON, which is YAML too.
     *
     * @param source name of the text for messages
     * @throws CatalogFileException if its content is wrong
     */
    public static CatalogFile parse(String source, String text) {
        return new CatalogFile(source, CatalogParser.parse(source, text));
    }

    /** Reads a file that was written from the database; its salons may have settings that this Java runtime does not know. */
    static CatalogFile ofStored(String source, String text) {
        return new CatalogFile(source, CatalogParser.parseStored(source, text));
    }

    /** Returns the demo salon, which is part of the library. */
    public static CatalogFile demo() {
        try (InputStream demo = CatalogFile.class.getResourceAsStream(DEMO)) {
            if (demo == null) {
                throw new IllegalStateException(DEMO + " is missing on the classpath");
            }
            return parse("demo", new String(demo.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the name of the file for messages. */
    public String source() {
        return source;
    }

    /** Returns the codes of the salons, in the order of the file. */
    public List<String> salonCodes() {
        return salons.stream().map(SalonEntry::code).toList();
    }

    List<SalonEntry> salons() {
        return salons;
    }

    /**
     * A salon of the file.
     *
     * @param phoneNumberAt place of the phone number id, for problems that only the database shows
     */
    record SalonEntry(
            String code,
            String name,
            String phoneNumberId,
            Place phoneNumberAt,
            @Nullable String displayPhone,
            String timeZone,
            String language,
            String currency,
            int slotMinutes,
            int horizonDays,
            int noticeMinutes,
            int holdMinutes,
            boolean active,
            WeeklyHours hours,
            CalendarEntry calendar,
            List<ServiceEntry> services,
            List<MasterEntry> masters) {
        SalonEntry {
            services = List.copyOf(services);
            masters = List.copyOf(masters);
        }
    }

    record ServiceEntry(
            String code, String name, int minutes, long price, int bufferBefore, int bufferAfter, boolean active) {}

    /**
     * A master of the file.
     *
     * @param ownHours null for the salon's hours
     * @param services the default service first
     */
    record MasterEntry(
            String code,
            String name,
            boolean active,
            @Nullable WeeklyHours ownHours,
            CalendarEntry calendar,
            @Nullable LocalDate worksFrom,
            @Nullable LocalDate worksUntil,
            List<PerformedEntry> services) {
        MasterEntry {
            services = List.copyOf(services);
        }
    }

    /**
     * A service that a master performs.
     *
     * @param minutes null for the service's own duration
     * @param price null for the service's own price
     */
    record PerformedEntry(
            String code,
            @Nullable Integer minutes,
            @Nullable Long price) {}

    /** Breaks and special days of a salon or a master. */
    record CalendarEntry(WeeklyHours breaks, List<SpecialDay> days) {
        static final CalendarEntry EMPTY = new CalendarEntry(WeeklyHours.CLOSED, List.of());

        CalendarEntry {
            days = List.copyOf(days);
        }
    }
}
