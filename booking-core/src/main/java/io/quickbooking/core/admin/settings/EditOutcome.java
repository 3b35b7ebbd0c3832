package io.quickbooking.core.admin.settings;

import io.quickbooking.core.audit.AuditEntry;
import io.quickbooking.core.catalog.SalonEdit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of an edit of the catalogue. */
public sealed interface EditOutcome {

    <R> R fold(Cases<R> cases);

    /** One way to go on for each outcome. */
    interface Cases<R> {
        R saved(Saved saved);

        R refused(Refused refused);

        R changedMeanwhile(ChangedMeanwhile changed);

        R strands(Strands strands);

        R changesZone(ChangesZone change);
    }

    /** Written. {@code changes}: from old to new by field; empty when everything was so already. */
    record Saved(Map<String, String> changes) implements EditOutcome {
        public Saved {
            changes = Map.copyOf(changes);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.saved(this);
        }
    }

    /** Not written, because of these fields. */
    record Refused(List<FieldProblem> problems) implements EditOutcome {
        public Refused {
            problems = List.copyOf(problems);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.refused(this);
        }
    }

    /**
     * Not written, because somebody has changed the same part since it was shown.
     *
     * @param edit of what stands there now, which is not always what was shown: a special day has no other name than what it says
     * @param now what it says now, by field; empty: it is not there any more
     * @param wanted what it would say; empty: it would not be there
     * @param fingerprint of what it says now
     * @param by what somebody did to it last; null: nobody knows
     */
    record ChangedMeanwhile(
            SalonEdit edit,
            Map<String, String> now,
            Map<String, String> wanted,
            String fingerprint,
            @Nullable AuditEntry by)
            implements EditOutcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.changedMeanwhile(this);
        }
    }

    /** Not written yet: these bookings would be stranded, and nobody has accepted that. */
    record Strands(StrandedVisits visits) implements EditOutcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.strands(this);
        }
    }

    /** Not written yet: the time zone of these visits would change, and nobody has said what becomes of them. */
    record ChangesZone(ZoneQuestion question) implements EditOutcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.changesZone(this);
        }
    }

    /**
     * Something wrong in a form.
     *
     * @param field as catalogue files name it, such as {@code name} or {@code workingHours.mon}; empty: the whole form
     * @param text in English, for the log and for files
     */
    record FieldProblem(String field, String text) {
        /** The field of a form as a whole whose like is there already. */
        public static final String SAME = "same";
    }
}
