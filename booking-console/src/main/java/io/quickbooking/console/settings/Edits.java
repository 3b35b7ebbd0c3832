package io.quickbooking.console.settings;

import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.NotFoundException;
import io.quickbooking.console.desk.Overtaken;
import io.quickbooking.console.desk.Overtaken.Difference;
import io.quickbooking.core.admin.settings.CatalogDesk;
import io.quickbooking.core.admin.settings.EditOutcome;
import io.quickbooking.core.admin.settings.EditOutcome.ChangedMeanwhile;
import io.quickbooking.core.admin.settings.EditOutcome.FieldProblem;
import io.quickbooking.core.admin.settings.EditOutcome.Refused;
import io.quickbooking.core.admin.settings.EditOutcome.Strands;
import io.quickbooking.core.admin.settings.ZoneChoice;
import io.quickbooking.core.catalog.MasterMove;
import io.quickbooking.core.catalog.SalonDraft;
import io.quickbooking.core.catalog.SalonEdit;
import io.quickbooking.core.catalog.SalonName;
import io.quickbooking.core.catalog.Unbookable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Saves what a form says, or tells the form why not. */
@Component
class Edits {
    private static final Set<String> FIELDS = Set.of(
            "code",
            "name",
            "phoneNumberId",
            "displayPhone",
            "timeZone",
            "language",
            "currency",
            "slotMinutes",
            "horizonDays",
            "noticeMinutes",
            "holdMinutes",
            "minutes",
            "price",
            "bufferBefore",
            "bufferAfter",
            "worksFrom",
            "worksUntil",
            "to",
            "from",
            "until",
            "hours",
            "services");
    private static final String FIELD = "settings.field.";

    /** Of the services of a master: {@code services[0].minutes}. */
    private static final Pattern TERMS = Pattern.compile("services\\[\\d+]\\.(minutes|price)");

    private final CatalogDesk catalog;
    private final MessageSource texts;

    Edits(CatalogDesk catalog, MessageSource texts) {
        this.catalog = catalog;
        this.texts = texts;
    }

    /**
     * A form that was not saved, and the status that says so.
     *
     * @param edit of what stands there by now
     */
    record NotSaved(HttpStatus status, EditForm form, SalonEdit edit) {}

    /** The salon of a page that works with it. */
    SalonName salon(Desk desk, String code) {
        SalonName found = anySalon(desk, code);
        return desk.at(found.id()).salon();
    }

    /** The salon, even when it is out of order. */
    SalonName anySalon(Desk desk, String code) {
        return desk.salons().stream()
                .filter(salon -> salon.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("salon"));
    }

    SalonDraft draft(SalonName salon) {
        return catalog.draft(salon).orElseThrow(() -> new NotFoundException("salon"));
    }

    List<Unbookable> unbookable(SalonName salon) {
        return catalog.unbookable(salon);
    }

    /** Empty: saved. */
    Optional<NotSaved> save(Desk desk, SalonName salon, SalonEdit edit, String seen, String accepted) {
        return save(desk, salon, edit, seen, accepted, ZoneChoice.NONE);
    }

    /** Empty: saved. */
    Optional<NotSaved> save(
            Desk desk, SalonName salon, SalonEdit edit, String seen, String accepted, ZoneChoice choice) {
        EditOutcome outcome = catalog.save(desk.username(), salon, edit, seen, accepted, choice);
        return notSaved(desk, salon, edit, seen, choice, outcome);
    }

    /** Empty: there is a new salon. */
    Optional<NotSaved> add(Desk desk, SalonDraft draft) {
        EditOutcome outcome = catalog.add(desk.username(), draft);
        SalonEdit edit = new SalonEdit.OfDetails(draft.details());
        return outcome.match(
                saved -> Optional.empty(),
                refused -> Optional.of(refusal(edit, refused, "")),
                Edits::impossible,
                Edits::impossible,
                Edits::impossible);
    }

    /**
     * Empty: moved.
     *
     * @param there empty when there is no such other salon
     */
    Optional<NotSaved> move(
            Desk desk,
            SalonName here,
            String master,
            Optional<SalonName> there,
            String from,
            String seen,
            String accepted) {
        SalonEdit edit = new SalonEdit.OfDetails(draft(here).details());
        if (there.isEmpty()) {
            FieldProblem nowhere = new FieldProblem("to", "must be another salon");
            return Optional.of(refusal(edit, new Refused(List.of(nowhere)), seen));
        }
        EditOutcome outcome = catalog.move(desk.username(), here, master, there.get(), from, seen, accepted);
        return outcome.match(
                saved -> Optional.empty(),
                refused -> Optional.of(refusal(edit, refused, seen)),
                changed -> Optional.of(overtakenMove(desk, here, master, from, changed)),
                strands -> Optional.of(asks(edit, desk, here, seen, strands)),
                Edits::impossible);
    }

    private static Optional<NotSaved> impossible(EditOutcome outcome) {
        throw new IllegalStateException("This edit cannot end so: " + outcome);
    }

    /** Even where the other one wrote the same last day, nobody has begun in the other salon yet. */
    private NotSaved overtakenMove(Desk desk, SalonName here, String master, String from, ChangedMeanwhile changed) {
        MasterMove move = MasterMove.on(master, from).orElseThrow();
        SalonDraft left = move.leave(draft(here));
        String field = "worksUntil";
        Difference difference = new Difference(
                FIELD + field,
                shown(desk, here, field, changed.now().getOrDefault(field, "")),
                shown(desk, here, field, move.part(left).facts(left).getOrDefault(field, "")));
        return overtaken(desk, here, changed, List.of(difference));
    }

    private static NotSaved overtaken(
            Desk desk, SalonName salon, ChangedMeanwhile changed, List<Difference> differences) {
        Overtaken overtaken = Overtaken.by(
                changed.by(), desk.mending(salon.id()), changed.now().isEmpty(), differences);
        return new NotSaved(
                HttpStatus.CONFLICT,
                new EditForm(changed.fingerprint(), Map.of(), List.of(), overtaken, null),
                changed.edit());
    }

    private Optional<NotSaved> notSaved(
            Desk desk, SalonName salon, SalonEdit edit, String seen, ZoneChoice choice, EditOutcome outcome) {
        return outcome.match(
                saved -> Optional.empty(),
                refused -> Optional.of(refusal(edit, refused, seen)),
                changed -> overtaken(desk, salon, changed),
                strands -> {
                    NotSaved asked = asks(edit, desk, salon, seen, strands);
                    return Optional.of(
                            new NotSaved(asked.status(), asked.form().with(ZoneView.answered(choice)), edit));
                },
                change -> Optional.of(new NotSaved(
                        HttpStatus.OK,
                        EditForm.fresh(seen).with(ZoneView.of(change.question(), choice, desk.locale())),
                        edit)));
    }

    /** Empty: the other edit has written the same. */
    private Optional<NotSaved> overtaken(Desk desk, SalonName salon, ChangedMeanwhile changed) {
        Map<String, String> now = changed.now();
        Map<String, String> yours = changed.wanted();
        Set<String> fields = new LinkedHashSet<>(now.keySet());
        fields.addAll(yours.keySet());
        List<Difference> differences = fields.stream()
                .filter(field -> !now.getOrDefault(field, "").equals(yours.getOrDefault(field, "")))
                .map(field -> new Difference(
                        FIELD + field,
                        shown(desk, salon, field, now.getOrDefault(field, "")),
                        shown(desk, salon, field, yours.getOrDefault(field, ""))))
                .toList();
        boolean sameWritten = differences.isEmpty() && !now.isEmpty();
        return sameWritten ? Optional.empty() : Optional.of(overtaken(desk, salon, changed, differences));
    }

    private static NotSaved asks(SalonEdit edit, Desk desk, SalonName salon, String seen, Strands strands) {
        StrandedView stranded =
                StrandedView.of(strands.visits(), desk.mending(salon.id()).formats());
        return new NotSaved(HttpStatus.OK, new EditForm(seen, Map.of(), List.of(), null, stranded), edit);
    }

    private static NotSaved refusal(SalonEdit edit, Refused refused, String seen) {
        Map<String, String> errors = new LinkedHashMap<>();
        List<String> general = new ArrayList<>();
        for (FieldProblem problem : refused.problems()) {
            String field = problem.field();
            if (TERMS.matcher(field).matches()) {
                errors.putIfAbsent("terms", "terms");
            } else if (field.startsWith("workingHours.") || field.startsWith("breaks.")) {
                errors.putIfAbsent(field, "hours");
            } else if (field.startsWith("from.")) {
                errors.putIfAbsent("from", field);
            } else if (FIELDS.contains(field)) {
                errors.putIfAbsent(field, field);
            } else if (field.startsWith("services[")) {
                errors.putIfAbsent("services", "services");
            } else {
                // Never the words for files, which are English and name lines.
                general.add(field.equals(FieldProblem.SAME) ? field : "elsewhere");
            }
        }
        return new NotSaved(
                HttpStatus.UNPROCESSABLE_CONTENT,
                new EditForm(seen, errors, general.stream().distinct().toList(), null, null),
                edit);
    }

    private String shown(Desk desk, SalonName salon, String field, String value) {
        if (field.equals("kind") && !value.isEmpty()) {
            return text(desk, "settings.kind." + value);
        }
        if (value.equals("true") || value.equals("false")) {
            return text(desk, "settings.value." + value);
        }
        if (field.equals("price") && value.matches("\\d{1,18}")) {
            return desk.formats().money(Long.parseLong(value), salon.currency().getCurrencyCode());
        }
        return value.isEmpty() ? text(desk, "settings.value.none") : value;
    }

    private String text(Desk desk, String key) {
        return texts.getMessage(key, null, desk.locale());
    }
}
