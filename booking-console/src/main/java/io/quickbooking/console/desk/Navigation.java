package io.quickbooking.console.desk;

import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The entries of the navigation. */
@Component
class Navigation {
    private static final List<Entry> ALL = List.of(
            new Entry("today", "/admin", "house", "t", Permission.SEE),
            new Entry("sessions", "/admin/sessions", "broadcast", "l", Permission.SEE),
            new Entry("bookings", "/admin/bookings", "journal-text", "b", Permission.SEE),
            new Entry("calendar", "/admin/calendar", "calendar3", "c", Permission.SEE),
            new Entry("conflicts", "/admin/conflicts", "lightning", "x", Permission.SEE),
            new Entry("simulator", "/admin/simulator", "phone", "s", Permission.SIMULATE),
            new Entry("messages", "/admin/messages", "envelope", "m", Permission.SEE),
            new Entry("health", "/admin/health", "heart-pulse", "h", Permission.SEE),
            new Entry("settings", "/admin/settings", "gear", "e", Permission.ADMINISTER),
            new Entry("users", "/admin/users", "people", "u", Permission.ADMINISTER),
            new Entry("audit", "/admin/audit", "shield-check", "a", Permission.ADMINISTER));

    private final boolean simulates;

    Navigation(@Value("${booking.simulation.enabled}") boolean simulates) {
        this.simulates = simulates;
    }

    /** Those that this console has and the operator may open. */
    public List<Entry> entries(Desk desk) {
        return ALL.stream()
                .filter(entry -> simulates || entry.needs() != Permission.SIMULATE)
                .filter(entry -> desk.may(entry.needs()))
                .toList();
    }

    /** Where a change of the salon leads: the section's own page, for the other salon; else Today. */
    public String path(String section) {
        return ALL.stream()
                .filter(entry -> entry.section().equals(section))
                .map(Entry::path)
                .findFirst()
                .orElse("/admin");
    }

    /** The section whose page has this path; else Today's. */
    String section(String path) {
        return ALL.stream()
                .filter(entry -> path.equals(entry.path()) || path.startsWith(entry.path() + "/"))
                .reduce((shorter, longer) -> longer)
                .map(Entry::section)
                .orElse("today");
    }

    /**
     * @param section what pages call themselves, and the end of the text's key
     * @param icon of the sprite
     * @param key opens it after {@code g}
     */
    public record Entry(String section, String path, String icon, String key, Permission needs) {}
}
