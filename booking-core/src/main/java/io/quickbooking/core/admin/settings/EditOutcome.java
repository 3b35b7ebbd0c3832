package io.quickbooking.core.admin.settings;

import io.quickbooking.core.audit.AuditEntry;
import io.quickbooking.core.catalog.SalonEdit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The result of an edit of the catalogue. */
public sealed interface EditOutcome {

    /** Applies the function of this case. */
    default <R> R match(
            Function<Saved, R> saved,
            Function<Refused, R> refused,
            Function<ChangedMeanwhile, R> changedMeanwhile,
            Function<Strands, R> strands,
            Function<ChangesZone, R> changesZone) {
        if (this instanceof Saved it) {
            return saved.apply(it);
        }
        if (this instanceof Refused it) {
            return refused.apply(it);
        }
        if (this instanceof ChangedMeanwhile it) {
            return changedMeanwhile.apply(it);
        }
        if (this instanceof Strands it) {
            return strands.apply(it);
        }
        if (this instanceof ChangesZone it) {
            return changesZone.apply(it);
        }
        throw new AssertionError(this);
    }

    /** Returns what was saved; empty if nothing was. */
    default Optional<Saved> saved() {
        return this instanceof Saved it ? Optional.of(it) : Optional.empty();
    }

    /**
     * The edit is saved.
     *
     * @param changes from old to new, by field; empty: everything was so already
     */
    record Saved(Map<String, String> changes) implements EditOutcome {
        public Saved {
            changes = Map.copyOf(changes);
        }
    }

    /** These fields are wrong. Nothing was saved. */
    record Refused(List<FieldProblem> problems) implements EditOutcome {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /**
     * The part has changed since it was shown. Nothing was saved.
     *
     * @param edit the edit of the part as it is now, which is not always the one shown: a special day is identified by its content
     * @param now the current content, by field; empty: the part is gone
     * @param wanted the content after the edit; empty: the part would be gone
     * @param fingerprint of the current content
     * @param by the last act on it; null: unknown
     */
    record ChangedMeanwhile(
            SalonEdit edit,
            Map<String, String> now,
            Map<String, String> wanted,
            String fingerprint,
            @Nullable AuditEntry by)
            implements EditOutcome {}

    /** The edit would strand these bookings, which nobody has accepted. Nothing was saved yet. */
    record Strands(StrandedVisits visits) implements EditOutcome {}

    /** The edit would change the time zone of these visits, and nobody has decided about them. Nothing was saved yet. */
    record ChangesZone(ZoneQuestion question) implements EditOutcome {}

    /**
     * A problem in a form.
     *
     * @param field as catalogue files name it, such as {@code name} or {@code workingHours.mon}; empty: the whole form
     * @param text in English, for the log and for files
     */
    record FieldProblem(String field, String text) {
        /** The field of a form that describes something that already exists. */
        public static final String SAME = "same";
    }
}
