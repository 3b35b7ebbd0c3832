package io.quickbooking.core.catalog;

import io.quickbooking.core.catalog.CatalogFile.MasterEntry;
import io.quickbooking.core.catalog.CatalogFile.SalonEntry;
import io.quickbooking.core.catalog.CatalogFile.ServiceEntry;
import io.quickbooking.core.catalog.SalonDraft.Details;
import io.quickbooking.core.catalog.SalonDraft.MasterDraft;
import io.quickbooking.core.catalog.SalonDraft.ServiceDraft;
import io.quickbooking.core.catalog.SalonDraft.Week;
import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Salons to be edited by hand. What comes back is read like a catalogue file, so that there is one set of rules about
 * what a salon may say.
 */
public final class SalonDrafts {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final CatalogExport export;

    public SalonDrafts(CatalogExport export) {
        this.export = export;
    }

    /** The salon as it stands in the database now; in the transaction of the caller where there is one. */
    public Optional<SalonDraft> find(UUID id, String code) {
        return export.salon(code)
                .map(yaml -> CatalogFile.parse(code, yaml).salons().get(0))
                .map(entry -> draft(id, entry));
    }

    /**
     * The draft as a file with this salon alone.
     *
     * @throws CatalogFileException with all that is wrong, each at its path
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
                        salon.active()),
                Week.of(salon.hours()),
                salon.services().stream().map(SalonDrafts::draft).toList(),
                salon.masters().stream().map(SalonDrafts::draft).toList());
    }

    private static ServiceDraft draft(ServiceEntry service) {
        return new ServiceDraft(
                service.code(),
                service.name(),
                Integer.toString(service.minutes()),
                Long.toString(service.price()),
                service.active());
    }

    private static MasterDraft draft(MasterEntry master) {
        return new MasterDraft(
                master.code(),
                master.name(),
                master.active(),
                master.ownHours() != null,
                master.ownHours() == null ? Week.CLOSED : Week.of(master.ownHours()),
                master.services());
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
        salon.put("active", details.active());
        putHours(salon, draft.hours());
        ArrayNode services = salon.putArray("services");
        for (ServiceDraft service : draft.services()) {
            ObjectNode entry = services.addObject();
            entry.put("code", service.code());
            entry.put("name", service.name());
            putNumber(entry, "minutes", service.minutes());
            putNumber(entry, "price", service.price());
            entry.put("active", service.active());
        }
        ArrayNode masters = salon.putArray("masters");
        for (MasterDraft master : draft.masters()) {
            ObjectNode entry = masters.addObject();
            entry.put("code", master.code());
            entry.put("name", master.name());
            entry.put("active", master.active());
            master.services().forEach(entry.withArray("services")::add);
            entry.withArray("services");
            if (master.ownHours()) {
                putHours(entry, master.hours());
            }
        }
        // On many lines: the reader of such files takes time with the square of a line's length.
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(file);
    }

    /** What is no number stays as it was typed, so that reading it says what is wrong. */
    private static void putNumber(ObjectNode node, String key, String typed) {
        if (typed.matches("-?(0|[1-9]\\d{0,17})")) {
            node.put(key, Long.parseLong(typed));
        } else {
            node.put(key, typed);
        }
    }

    private static void putHours(ObjectNode node, Week week) {
        ObjectNode hours = node.putObject("workingHours");
        for (DayOfWeek day : DayOfWeek.values()) {
            String typed = week.on(day).strip().replaceAll("\\s*[-–]\\s*", "-");
            List<String> ranges = Arrays.stream(typed.split("[,;\\s]+"))
                    .filter(range -> !range.isEmpty())
                    .toList();
            if (!ranges.isEmpty()) {
                ArrayNode list = hours.putArray(day.name().substring(0, 3).toLowerCase(Locale.ROOT));
                ranges.forEach(list::add);
            }
        }
    }
}
