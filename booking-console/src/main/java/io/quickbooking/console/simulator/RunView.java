package io.quickbooking.console.simulator;

import io.quickbooking.console.desk.Desk;
import io.quickbooking.core.simulation.Fault;
import io.quickbooking.core.simulation.SimulationRun;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run as lists and the page show it.
 *
 * @param phone null: known by user id alone
 * @param languageTag of what the customer reads
 * @param faults names of those that are switched on
 */
record RunView(
        UUID id,
        String name,
        @Nullable String phone,
        String userId,
        String language,
        String languageTag,
        String startedBy,
        String usedAt,
        String usedAtMachine,
        List<String> faults,
        String receipt) {
    /** What the settings of a run say, as the form remembers it. */
    static String settings(SimulationRun run) {
        return String.join(" ", run.faults().stream().sorted().map(Fault::name).toList()) + "/" + run.receipt();
    }

    /** The run with settings that were typed and not saved. */
    RunView typed(List<String> typedFaults, String typedReceipt) {
        return new RunView(
                id,
                name,
                phone,
                userId,
                language,
                languageTag,
                startedBy,
                usedAt,
                usedAtMachine,
                typedFaults,
                typedReceipt);
    }

    static RunView of(SimulationRun run, Desk desk) {
        return new RunView(
                run.id(),
                run.name(),
                run.phone() == null ? null : desk.formats().phone(run.phone()),
                run.userId(),
                Locale.forLanguageTag(run.language()).getDisplayLanguage(desk.locale()),
                run.language(),
                run.startedBy(),
                desk.formats().dayAndTime(run.usedAt()),
                desk.formats().machine(run.usedAt()),
                run.faults().stream().sorted().map(Fault::name).toList(),
                run.receipt().name());
    }
}
