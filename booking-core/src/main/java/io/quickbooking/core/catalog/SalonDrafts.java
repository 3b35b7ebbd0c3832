package io.quickbooking.core.catalog;

import io.quickbooking.core.catalog.CatalogFile.CalendarEntry;
import io.quickbooking.core.catalog.CatalogFile.MasterEntry;
import io.quickbooking.core.catalog.CatalogFile.PerformedEntry;
import io.quickbooking.core.catalog.CatalogFile.SalonEntry;
import io.quickbooking.core.catalog.CatalogFile.ServiceEntry;
import io.quickbooking.core.catalog.SalonDraft.CalendarDraft;
import io.quickbooking.core.catalog.SalonDraft.Details;
import io.quickbooking.core.catalog.SalonDraft.MasterDraft;
import io.quickbooking.core.catalog.SalonDraft.ServiceDraft;
import io.quickbooking.core.catalog.SalonDraft.SpecialDayDraft;
import io.quickbooking.core.catalog.SalonDraft.TermsDraft;
import io.quickbooking.core.catalog.SalonDraft.Week;
import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Converts salons to drafts for editing, and back. An edited draft is read like a catalogue file, so that there is one set of
 * rules for a salon's settings.
 */
public final class SalonDrafts {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final CatalogExport export;

    public SalonDrafts(CatalogExport export) {
        this.export = export;
    }

    /** Returns the salon as it is in the database now, in the caller's transaction if there is one. */
    public Optional<SalonDraft> find(UUID id, String code) {
        return export.salon(code)
                .map(yaml -> CatalogFile.ofStored(code, yaml).salons().get(0))
                .map(entry -> draft(id, entry));
    }

    /**
     * Returns the draft as a file with this salon alone.
     *
     * @throws CatalogFileException with all problems, each at its path
     */
    public CatalogFile check(SalonDraft draft) {
        return CatalogFile.parse(draft.code(), write(draft));
    }

    private static SalonDraft draft(UUID id, SalonEntry salon) {
        return new SalonDraft(
                id,
                salon.code(),
                new Details(
                        salon.name(),
                        salon.phoneNumberId(),
                        Optional.ofNullable(salon.displayPhone()).orElse(""),
                        salon.timeZone(),
                        salon.language(),
                        salon.currency(),
                        Integer.toString(salon.slotMinutes()),
                        Integer.toString(salon.horizonDays()),
                        Integer.toString(salon.noticeMinutes()),
                        salon.active(),
                        Integer.toString(salon.holdMinutes())),
                Week.of(salon.hours()),
                salon.services().stream().map(SalonDrafts::draft).toList(),
                salon.masters().stream().map(SalonDrafts::draft).toList(),
                calendars(salon));
    }

    private static Map<String, CalendarDraft> calendars(SalonEntry salon) {
        Map<String, CalendarDraft> calendars = new HashMap<>();
        calendars.put(SalonDraft.SALON, draft(salon.calendar()));
        salon.masters().forEach(master -> calendars.put(master.code(), draft(master.calendar())));
        return calendars;
    }

    private static CalendarDraft draft(CalendarEntry calendar) {
        return new CalendarDraft(
                Week.of(calendar.breaks()),
                calendar.days().stream().map(SpecialDayDraft::of).toList());
    }

    private static ServiceDraft draft(ServiceEntry service) {
        return new ServiceDraft(
                service.code(),
                service.name(),
                Integer.toString(service.minutes()),
                Long.toString(service.price()),
                service.active(),
                Integer.toString(service.bufferBefore()),
                Integer.toString(service.bufferAfter()));
    }

    private static MasterDraft draft(MasterEntry master) {
        return new MasterDraft(
                master.code(),
                master.name(),
                master.active(),
                master.ownHours() != null,
                master.ownHours() == null ? Week.CLOSED : Week.of(master.ownHours()),
                master.services().stream().map(PerformedEntry::code).toList(),
                master.services().stream()
                        .filter(service -> service.minutes() != null || service.price() != null)
                        .collect(Collectors.toMap(
                                PerformedEntry::code,
                                service -> new TermsDraft(typed(service.minutes()), typed(service.price())))),
                typed(master.worksFrom()),
                typed(master.worksUntil()));
    }

    private static String typed(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static String write(SalonDraft draft) {
        ObjectNode file = JSON.createObjectNode();
        ObjectNode salon = file.putArray("salons").addObject();
        Details details = draft.details();
        salon.put("code", draft.code());
        salon.put("name", details.name());
        salon.put("phoneNumberId", details.phoneNumberId());
        if (!details.displayPhone().isEmpty()) {
            salon.put("displayPhone", details.displayPhone());
        }
        salon.put("timeZone", details.timeZone());
        salon.put("language", details.language());
        salon.put("currency", details.currency());
        putNumber(salon, "slotMinutes", details.slotMinutes());
        putNumber(salon, "horizonDays", details.horizonDays());
        putNumber(salon, "noticeMinutes", details.noticeMinutes());
        if (details.holdMinutes() != null) {
            putNumber(salon, "holdMinutes", details.holdMinutes());
        }
        salon.put("active", details.active());
        putHours(salon, "workingHours", draft.hours());
        putCalendar(salon, draft.calendar(SalonDraft.SALON));
        ArrayNode services = salon.putArray("services");
        for (ServiceDraft service : draft.services()) {
            ObjectNode entry = services.addObject();
            entry.put("code", service.code());
            entry.put("name", service.name());
            putNumber(entry, "minutes", service.minutes());
            putNumber(entry, "price", service.price());
            if (service.bufferBefore() != null) {
                putNumber(entry, "bufferBefore", service.bufferBefore());
            }
            if (service.bufferAfter() != null) {
                putNumber(entry, "bufferAfter", service.bufferAfter());
            }
            entry.put("active", service.active());
        }
        ArrayNode masters = salon.putArray("masters");
        for (MasterDraft master : draft.masters()) {
            ObjectNode entry = masters.addObject();
            entry.put("code", master.code());
            entry.put("name", master.name());
            entry.put("active", master.active());
            putServices(entry, master);
            if (master.ownHours()) {
                putHours(entry, "workingHours", master.hours());
            }
            putCalendar(entry, draft.calendar(master.code()));
            putTyped(entry, "worksFrom", master.worksFrom());
            putTyped(entry, "worksUntil", master.worksUntil());
        }
        // Pretty-printed on many lines: the reader of such files takes time with the square of a line's length.
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(file);
    }

    private static void putServices(ObjectNode entry, MasterDraft master) {
        ArrayNode services = entry.putArray("services");
        for (String code : master.services()) {
            TermsDraft terms = master.termsOf(code);
            if (terms.equals(TermsDraft.NONE)) {
                services.add(code);
            } else {
                ObjectNode service = services.addObject();
                service.put("service", code);
                if (!terms.minutes().isEmpty()) {
                    putNumber(service, "minutes", terms.minutes());
                }
                if (!terms.price().isEmpty()) {
                    putNumber(service, "price", terms.price());
                }
            }
        }
    }

    private static void putCalendar(ObjectNode owner, CalendarDraft calendar) {
        putHours(owner, "breaks", calendar.breaks());
        for (SpecialDayDraft day : calendar.days()) {
            ObjectNode entry =
                    owner.withArray(SpecialDayNotation.key(day.kind())).addObject();
            entry.put("from", day.from());
            entry.put("until", day.until().isEmpty() ? day.from() : day.until());
            if (day.kind() == SpecialDay.Kind.OPEN || !day.hours().isEmpty()) {
                entry.put("hours", compact(day.hours()));
            }
            entry.put("yearly", day.yearly());
            putTyped(entry, "name", day.name());
        }
    }

    private static void putTyped(ObjectNode node, String key, @Nullable String typed) {
        if (typed != null && !typed.isEmpty()) {
            node.put(key, typed);
        }
    }

    /** Writes text that is not a number as it was typed, so that the reader can report it. */
    private static void putNumber(ObjectNode node, String key, String typed) {
        if (typed.matches("-?(0|[1-9]\\d{0,17})")) {
            node.put(key, Long.parseLong(typed));
        } else {
            node.put(key, typed);
        }
    }

    /** Removes spaces around a dash and normalizes the kind of dash. */
    private static String compact(String typed) {
        return typed.strip().replaceAll("\\s*[-–]\\s*", "-");
    }

    private static void putHours(ObjectNode node, String key, Week week) {
        ObjectNode hours = node.putObject(key);
        for (DayOfWeek day : DayOfWeek.values()) {
            List<String> ranges = Arrays.stream(compact(week.on(day)).split("[,;\\s]+"))
                    .filter(range -> !range.isEmpty())
                    .toList();
            if (!ranges.isEmpty()) {
                ArrayNode list = hours.putArray(day.name().substring(0, 3).toLowerCase(Locale.ROOT));
                ranges.forEach(list::add);
            }
        }
    }
}
