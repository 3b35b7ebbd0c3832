package io.quickbooking.console.desk;

import io.quickbooking.core.audit.AuditEntry;
import io.quickbooking.core.audit.AuditedAct;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a form was not saved: somebody has changed the same since the form was shown. For the fragment {@code parts :: overtaken}.
 *
 * @param who did it last; null: nobody knows
 * @param imported whether they imported a file, which may have changed it
 * @param gone whether it is not there any more
 */
public record Overtaken(
        @Nullable String who,
        @Nullable String machineTime,
        @Nullable String time,
        boolean imported,
        boolean gone,
        List<Difference> differences) {
    public Overtaken {
        differences = List.copyOf(differences);
    }

    /** @param field the key of the field's name */
    public record Difference(String field, String now, String yours) {}

    /** @param last null: nobody knows */
    public static Overtaken by(@Nullable AuditEntry last, Desk desk, boolean gone, List<Difference> differences) {
        return last == null
                ? new Overtaken(null, null, null, false, gone, differences)
                : new Overtaken(
                        last.username(),
                        desk.formats().machine(last.at()),
                        desk.formats().dayAndTime(last.at()),
                        last.act() == AuditedAct.CATALOG_IMPORTED,
                        gone,
                        differences);
    }
}
