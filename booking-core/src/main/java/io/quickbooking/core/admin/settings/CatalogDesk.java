package io.quickbooking.core.admin.settings;

import io.quickbooking.core.admin.settings.EditOutcome.ChangedMeanwhile;
import io.quickbooking.core.admin.settings.EditOutcome.ChangesZone;
import io.quickbooking.core.admin.settings.EditOutcome.FieldProblem;
import io.quickbooking.core.admin.settings.EditOutcome.Refused;
import io.quickbooking.core.admin.settings.EditOutcome.Saved;
import io.quickbooking.core.admin.settings.EditOutcome.Strands;
import io.quickbooking.core.audit.AuditEntry;
import io.quickbooking.core.audit.AuditLog;
import io.quickbooking.core.audit.AuditedAct;
import io.quickbooking.core.audit.CommitProbe;
import io.quickbooking.core.availability.AvailabilityService;
import io.quickbooking.core.booking.BookingWriter;
import io.quickbooking.core.booking.OverlapException;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.catalog.CatalogExport;
import io.quickbooking.core.catalog.CatalogFile;
import io.quickbooking.core.catalog.CatalogFileException;
import io.quickbooking.core.catalog.CatalogFileException.Problem;
import io.quickbooking.core.catalog.CatalogImport;
import io.quickbooking.core.catalog.CatalogImport.Changes;
import io.quickbooking.core.catalog.CatalogImport.Summary;
import io.quickbooking.core.catalog.MasterMove;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.catalog.SalonDraft;
import io.quickbooking.core.catalog.SalonDrafts;
import io.quickbooking.core.catalog.SalonEdit;
import io.quickbooking.core.catalog.SalonName;
import io.quickbooking.core.catalog.Unbookable;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import io.quickbooking.core.message.InteractiveMessageBuilder;
import io.quickbooking.core.outbound.Outbox;
import io.quickbooking.core.signal.Signals;
import io.quickbooking.core.signal.Topic;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets administrators change the catalogue. Every change is applied as a catalogue file; edits and imports run one after
 * another, each in one transaction with its line of the audit log, and take effect for the next tap.
 */
public final class CatalogDesk {
    private static final Logger log = LoggerFactory.getLogger(CatalogDesk.class);
    private static final int MAX_TRIES = 3;
    /** Replaces the user name in the audit log; no user has such a name. */
    private static final String AT_START = "(start)";

    private final Transactions transactions;
    private final Catalog catalog;
    private final CatalogImport imports;
    private final CatalogExport exports;
    private final SalonDrafts drafts;
    private final AffectedBookings affected;
    private final ZoneChanges zones;
    private final AuditLog audit;
    private final Signals signals;
    private final InstantSource clock;

    public CatalogDesk(
            Mappers mappers,
            Transactions transactions,
            Catalog catalog,
            CatalogImport imports,
            CatalogExport exports,
            AvailabilityService availability,
            BookingWriter bookings,
            InteractiveMessageBuilder messages,
            Outbox outbox,
            AuditLog audit,
            Signals signals,
            InstantSource clock) {
        this.transactions = transactions;
        this.catalog = catalog;
        this.imports = imports;
        this.exports = exports;
        this.drafts = new SalonDrafts(exports);
        this.affected = new AffectedBookings(mappers.get(CatalogDeskMapper.class), availability);
        this.zones = new ZoneChanges(mappers, bookings, messages, outbox, audit);
        this.audit = audit;
        this.signals = signals;
        this.clock = clock;
    }

    /** Returns the salon as it is in the database, for editing. */
    public Optional<SalonDraft> draft(SalonName salon) {
        return drafts.find(salon.id(), salon.code());
    }

    /**
     * Changes one part of a salon.
     *
     * @param seen the part's fingerprint when it was shown
     * @param accepted the token of the affected bookings that the operator was shown and accepts; empty for none
     */
    public EditOutcome save(String username, SalonName salon, SalonEdit edit, String seen, String accepted) {
        return save(username, salon, edit, seen, accepted, ZoneChoice.NONE);
    }

    /**
     * Changes one part of a salon, with an answer to {@link EditOutcome.ChangesZone}.
     *
     * @param seen the part's fingerprint when it was shown
     * @param accepted the token of the affected bookings that the operator was shown and accepts; empty for none
     */
    public EditOutcome save(
            String username, SalonName salon, SalonEdit edit, String seen, String accepted, ZoneChoice choice) {
        EditOutcome outcome =
                edited(List.of(salon.id()), probe -> saveOnce(username, salon, edit, seen, accepted, choice, probe));
        zones.wake();
        return outcome;
    }

    private ChangedMeanwhile changedMeanwhile(SalonName salon, SalonEdit edit, SalonDraft stored) {
        SalonEdit aimed = edit.aimedAt(stored);
        Map<String, String> now = aimed.facts(stored);
        Map<String, String> wanted = aimed.wantedFacts(stored);
        Set<String> fields = new HashSet<>(now.keySet());
        fields.addAll(wanted.keySet());
        return new ChangedMeanwhile(
                aimed,
                now,
                wanted,
                aimed.fingerprint(stored),
                audit.latestEdit(salon.id(), edit.subject(stored), fields).orElse(null));
    }

    private EditOutcome edited(List<UUID> salonIds, Function<CommitProbe<Saved>, EditOutcome> edit) {
        transactions.requireNone("An edit of the catalogue");
        CommitProbe<Saved> probe = new CommitProbe<>();
        EditOutcome outcome = retried(() -> transactions.run(() -> {
            EditOutcome decided = edit.apply(probe);
            if (decided.saved().isEmpty()) {
                transactions.rollback();
            }
            return decided;
        }));
        Optional<Saved> saved = outcome.saved().or(() -> probe.committed(audit));
        saved.ifPresent(done -> publish(salonIds));
        return saved.<EditOutcome>map(done -> done).orElse(outcome);
    }

    /** Retries an edit if another transaction took the time that a visit was about to have; nothing has been written then. */
    private static <T> T retried(Supplier<T> edit) {
        for (int attempt = 1; ; attempt++) {
            try {
                return edit.get();
            } catch (OverlapException taken) {
                if (attempt == MAX_TRIES) {
                    throw taken;
                }
            }
        }
    }

    private EditOutcome saveOnce(
            String username,
            SalonName salon,
            SalonEdit edit,
            String seen,
            String accepted,
            ZoneChoice choice,
            CommitProbe<Saved> probe) {
        imports.lockCatalog();
        SalonDraft stored = drafts.find(salon.id(), salon.code()).orElseThrow();
        if (!edit.fingerprint(stored).equals(seen)) {
            return changedMeanwhile(salon, edit, stored);
        }
        SalonDraft wanted = edit.applyTo(stored);
        Applied applied;
        try {
            applied = applied(drafts.check(wanted), choice, username);
        } catch (CatalogFileException mistakes) {
            return new Refused(problems(mistakes, edit.path(wanted)));
        }
        if (!applied.question().token().equals(choice.token())
                && !applied.question().isEmpty()) {
            return new ChangesZone(applied.question());
        }
        StrandedVisits stranded = applied.stranded();
        if (!stranded.isEmpty() && !stranded.token().equals(accepted)) {
            return new Strands(stranded);
        }
        SalonDraft written = drafts.find(salon.id(), salon.code()).orElseThrow();
        Map<String, String> changes = changes(edit.facts(stored), edit.writtenFacts(stored, written));
        Saved saved = new Saved(changes);
        log(username, salon, edit.subject(stored), changes, stranded, applied.visits())
                .ifPresent(line -> probe.register(line, saved));
        return saved;
    }

    /** @return the line; empty if nothing has changed */
    private OptionalLong log(
            String username,
            SalonName salon,
            String subject,
            Map<String, String> changes,
            StrandedVisits stranded,
            Map<String, String> visits) {
        if (changes.isEmpty()) {
            return OptionalLong.empty();
        }
        Map<String, String> details = new LinkedHashMap<>(changes);
        if (!stranded.isEmpty()) {
            details.put("stranded", Integer.toString(stranded.count()));
        }
        details.putAll(visits);
        return OptionalLong.of(audit.add(username, AuditedAct.CATALOG_CHANGED, salon.id(), subject, details));
    }

    /**
     * Moves a master to another salon from a date on: the day before is the last here, and a master with the same name begins
     * there on that date, with the same code if it is free, the services with equal codes and the same terms; prices only if
     * the currency is the same. Their own hours, breaks and special days are copied.
     *
     * @param from the first date there, such as 2026-12-01
     * @param seen the fingerprint of the master's part ({@link SalonEdit.OfMaster}) when it was shown
     * @param accepted as in {@link #save}
     * @return saved changes are those of the master here; problems are named {@code to}, {@code from} (not a date), {@code
     *     from.past}, {@code from.first} (not after their first day here) and {@code from.last} (they have a last day here
     *     already)
     */
    public EditOutcome move(
            String username,
            SalonName here,
            String masterCode,
            SalonName there,
            String from,
            String seen,
            String accepted) {
        Optional<MasterMove> move = MasterMove.on(masterCode, from);
        if (move.isEmpty()) {
            return new Refused(List.of(new FieldProblem("from", "must be a date such as 2026-12-25")));
        }
        if (move.get().from().isBefore(LocalDate.ofInstant(clock.instant(), here.zone()))) {
            // Visits since a past date would remain here without being listed, because only future ones are checked.
            return new Refused(List.of(new FieldProblem("from.past", "must not be in the past")));
        }
        return edited(
                List.of(here.id(), there.id()),
                probe -> moveOnce(username, here, move.get(), there, seen, accepted, probe));
    }

    private EditOutcome moveOnce(
            String username,
            SalonName here,
            MasterMove move,
            SalonName there,
            String seen,
            String accepted,
            CommitProbe<Saved> probe) {
        imports.lockCatalog();
        if (here.id().equals(there.id())) {
            return new Refused(List.of(new FieldProblem("to", "is the same salon")));
        }
        SalonDraft storedHere = drafts.find(here.id(), here.code()).orElseThrow();
        SalonDraft storedThere = drafts.find(there.id(), there.code()).orElseThrow();
        SalonEdit shown = move.part(storedHere);
        if (!shown.fingerprint(storedHere).equals(seen)) {
            return changedMeanwhile(here, shown, storedHere);
        }
        if (move.hasLeft(storedHere)) {
            return new Refused(List.of(new FieldProblem("from.last", "have a last day here already")));
        }
        StrandedVisits stranded;
        try {
            stranded = applied(drafts.check(move.leave(storedHere)), ZoneChoice.NONE, username)
                    .stranded();
            imports.applyWithin(drafts.check(move.arrive(storedHere, storedThere)));
        } catch (CatalogFileException mistakes) {
            return new Refused(List.of(new FieldProblem(
                    move.isTooEarlyFor(storedHere) ? "from.first" : "",
                    mistakes.problems().get(0).text())));
        }
        if (!stranded.isEmpty() && !stranded.token().equals(accepted)) {
            return new Strands(stranded);
        }
        Map<String, String> changes = changes(
                shown.facts(storedHere),
                shown.facts(drafts.find(here.id(), here.code()).orElseThrow()));
        Saved saved = new Saved(changes);
        log(username, here, shown.subject(storedHere), changes, stranded, Map.of())
                .ifPresent(line -> probe.register(line, saved));
        String newCode = move.codeThere(storedThere);
        log(
                username,
                there,
                there.code() + "/" + newCode,
                Map.of(
                        "movedFrom",
                        shown.subject(storedHere),
                        "worksFrom",
                        move.from().toString()),
                StrandedVisits.NONE,
                Map.of());
        return saved;
    }

    /** Adds a salon; its code must be new. */
    public EditOutcome add(String username, SalonDraft draft) {
        return edited(List.of(), probe -> addOnce(username, draft, probe));
    }

    private EditOutcome addOnce(String username, SalonDraft draft, CommitProbe<Saved> probe) {
        imports.lockCatalog();
        Summary summary;
        try {
            summary = imports.applyWithin(drafts.check(draft));
        } catch (CatalogFileException mistakes) {
            return new Refused(problems(mistakes, "salons[0]."));
        }
        if (summary.salons().created() == 0) {
            return new Refused(List.of(new FieldProblem("code", "is taken")));
        }
        Saved saved = new Saved(Map.of("created", draft.code()));
        probe.register(
                audit.add(
                        username,
                        AuditedAct.CATALOG_CHANGED,
                        catalog.freshByCodes(List.of(draft.code()))
                                .keySet()
                                .iterator()
                                .next(),
                        draft.code(),
                        saved.changes()),
                saved);
        return saved;
    }

    /**
     * Returns what an import would do, without doing it.
     *
     * @throws CatalogFileException with every problem of the file
     */
    public ImportPlan tryOut(CatalogFile file) {
        transactions.requireNone("Trying out an import");
        return transactions.run(() -> undone(plan(file, ZoneChoice.NONE, "")));
    }

    /** Rolls back an import that was only a preview. */
    private ImportPlan undone(ImportPlan plan) {
        transactions.rollback();
        return plan;
    }

    /**
     * Applies a file without a preview.
     *
     * @param accepted the token of the affected bookings that the operator was shown and accepts; empty for none
     * @return the result; if the affected bookings differ from the accepted ones, nothing was changed
     * @throws CatalogFileException with every problem of the file; nothing is changed then
     */
    public ImportPlan apply(String username, CatalogFile file, String accepted) {
        return applied(username, file, null, accepted, ZoneChoice.NONE);
    }

    /**
     * Applies a file as previewed, with an answer to {@link ImportPlan#zones}.
     *
     * @param planned the token of the plan that the operator was shown
     * @param accepted the token of the affected bookings that the operator was shown and accepts; empty for none
     * @return the result; nothing was changed if the changes differ from the preview, the affected bookings from the accepted
     *     ones, or the visits from those that the operator decided on
     * @throws CatalogFileException with every problem of the file; nothing is changed then
     */
    public ImportPlan apply(String username, CatalogFile file, String planned, String accepted, ZoneChoice choice) {
        return applied(username, file, planned, accepted, choice);
    }

    /** Applies a file without a preview, with an answer to {@link ImportPlan#zones}. */
    public ImportPlan apply(String username, CatalogFile file, String accepted, ZoneChoice choice) {
        return applied(username, file, null, accepted, choice);
    }

    /** Returns what can never be booked in a salon as it is now. */
    public List<Unbookable> unbookable(SalonName salon) {
        return Unbookable.of(catalog.fresh(salon.id()));
    }

    /** Returns the last change of any salon's catalogue; empty if there was none. */
    public Optional<AuditEntry> latestEdit() {
        return audit.latestEdit();
    }

    private ImportPlan applied(
            String username, CatalogFile file, @Nullable String planned, String accepted, ZoneChoice choice) {
        transactions.requireNone("An import that may be taken back");
        CommitProbe<ImportPlan> probe = new CommitProbe<>();
        ImportPlan plan = retried(() -> transactions.run(() ->
                probe.committed(audit).orElseGet(() -> applyOnce(username, file, planned, accepted, choice, probe))));
        if (plan.done()) {
            publish(salonIds(file));
            zones.wake();
        }
        return plan;
    }

    /**
     * Applies a file at the start of a node, without an operator: visits of a salon whose time zone changes keep their wall
     * times, customers are not notified, and affected bookings remain unchanged.
     *
     * @throws CatalogFileException with every problem of the file; nothing is changed then
     */
    public Summary applyAtStart(CatalogFile file) {
        transactions.requireNone("A catalogue file at the start");
        ImportPlan done = retried(() -> transactions.run(() -> {
            ImportPlan plan = plan(file, ZoneChoice.NONE, AT_START);
            if (!plan.visits().isEmpty()) {
                audit.add(AT_START, AuditedAct.CATALOG_IMPORTED, null, null, importDetails(file, plan));
            }
            return plan;
        }));
        log.info("Catalogue {}: {}", file.source(), done.summary());
        if (!done.visits().isEmpty()) {
            log.warn(
                    "Catalogue {} changed the time zone of salons with visits ahead: {}", file.source(), done.visits());
        }
        if (done.summary().changedNothing()) {
            catalog.refresh();
        } else {
            publish(salonIds(file));
        }
        return done.summary();
    }

    private static Map<String, String> importDetails(CatalogFile file, ImportPlan plan) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("file", file.source());
        details.put("summary", plan.summary().toString());
        details.putAll(plan.visits());
        return details;
    }

    private ImportPlan applyOnce(
            String username,
            CatalogFile file,
            @Nullable String planned,
            String accepted,
            ZoneChoice choice,
            CommitProbe<ImportPlan> probe) {
        ImportPlan plan = plan(file, choice, username);
        if ((planned != null && !plan.token().equals(planned))
                || !plan.stranded().token().equals(accepted)
                || !plan.zones().token().equals(choice.token())) {
            return undone(plan);
        }
        ImportPlan done = plan.asDone();
        probe.register(audit.add(username, AuditedAct.CATALOG_IMPORTED, null, null, importDetails(file, plan)), done);
        return done;
    }

    private List<UUID> salonIds(CatalogFile file) {
        catalog.refresh();
        return catalog.names().stream()
                .filter(salon -> file.salonCodes().contains(salon.code()))
                .map(SalonName::id)
                .toList();
    }

    private ImportPlan plan(CatalogFile file, ZoneChoice choice, String username) {
        imports.lockCatalog();
        Applied applied = applied(file, choice, username);
        return new ImportPlan(
                applied.changes().summary(),
                applied.changes().fingerprint(),
                applied.stranded(),
                applied.question(),
                applied.visits(),
                applied.unbookable(),
                false);
    }

    /**
     * The result of applying a file.
     *
     * @param question the decision needed about visits of salons whose zone changed
     * @param visits what happened to them
     */
    private record Applied(
            Changes changes,
            ZoneQuestion question,
            Map<String, String> visits,
            StrandedVisits stranded,
            List<Unbookable> unbookable) {}

    private Applied applied(CatalogFile file, ZoneChoice choice, String username) {
        Instant now = clock.instant();
        Map<UUID, Salon> before = catalog.freshByCodes(file.salonCodes());
        Changes changes = imports.changeWithin(file);
        Map<UUID, Salon> after = catalog.freshByCodes(file.salonCodes());
        List<Salon> rezoned = zones.rezoned(before, after, now);
        ZoneQuestion question = zones.question(rezoned, now);
        Map<UUID, Set<String>> honoured = new HashMap<>();
        rezoned.stream()
                .map(salon -> before.get(salon.id()))
                .filter(Objects::nonNull)
                .forEach(salon -> honoured.put(salon.id(), affected.honoured(salon, now)));
        Map<String, String> visits = zones.settle(rezoned, choice, username, now);
        List<Unbookable> unbookable = after.values().stream()
                .flatMap(salon -> Unbookable.of(salon).stream())
                .toList();
        return new Applied(changes, question, visits, affected.between(before, after, honoured, now), unbookable);
    }

    /** Returns all salons, or the one, as a catalogue file. */
    public Optional<String> export(String username, Optional<SalonName> salon) {
        Optional<String> file =
                salon.isPresent() ? exports.salon(salon.get().code()) : Optional.of(exports.allSalons());
        audit.add(
                username,
                AuditedAct.CATALOG_EXPORTED,
                salon.map(SalonName::id).orElse(null),
                salon.map(SalonName::code).orElse(null),
                Map.of());
        return file;
    }

    /**
     * Publishes the change after the commit: on this node the next tap reads the new state; a slot is granted only after a
     * check of the master's version.
     */
    private void publish(List<UUID> salonIds) {
        catalog.refresh();
        salonIds.forEach(id -> signals.publish(id, Topic.CATALOG));
    }

    private static List<FieldProblem> problems(CatalogFileException mistakes, String path) {
        return mistakes.problems().stream()
                .map(problem -> new FieldProblem(field(problem, path), problem.text()))
                .distinct()
                .toList();
    }

    private static String field(Problem problem, String path) {
        if (path.equals(problem.path() + ".")) {
            return FieldProblem.SAME;
        }
        return problem.path().startsWith(path)
                ? problem.path().substring(path.length()).replaceFirst("\\[\\d+]$", "")
                : "";
    }

    private static Map<String, String> changes(Map<String, String> before, Map<String, String> after) {
        Map<String, String> changes = new LinkedHashMap<>();
        Map<String, String> all = new LinkedHashMap<>(after);
        before.keySet().forEach(gone -> all.putIfAbsent(gone, ""));
        all.forEach((field, value) -> {
            String old = before.getOrDefault(field, "");
            if (!old.equals(value)) {
                // The audit log never contains a phone number, not even the salon's.
                changes.put(field, field.equals("displayPhone") ? "…" : old + " → " + value);
            }
        });
        return changes;
    }

    /**
     * The result of an import, or its preview.
     *
     * @param token identifies the changes and the rows that they start from
     * @param zones the visits of salons whose time zone changes
     * @param visits what happens to them, for the audit log
     * @param unbookable what could never be booked afterwards
     * @param done false for a preview
     */
    public record ImportPlan(
            Summary summary,
            String token,
            StrandedVisits stranded,
            ZoneQuestion zones,
            Map<String, String> visits,
            List<Unbookable> unbookable,
            boolean done) {
        ImportPlan asDone() {
            return new ImportPlan(summary, token, stranded, zones, visits, unbookable, true);
        }
    }
}
