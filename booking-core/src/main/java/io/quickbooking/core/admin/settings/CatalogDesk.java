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
 * Where administrators change the catalogue. Every change takes the way of a catalogue file; edits and imports run one
 * after another, each in one transaction with its line of the audit log, and are effective for the next tap.
 */
public final class CatalogDesk {
    private static final Logger log = LoggerFactory.getLogger(CatalogDesk.class);
    private static final int MAX_TRIES = 3;
    /** Stands for nobody in the audit log; no user has such a name. */
    private static final String AT_START = "(start)";

    private final Transactions transactions;
    private final Catalog catalog;
    private final CatalogImport imports;
    private final CatalogExport exports;
    private final SalonDrafts drafts;
    private final Stranding stranding;
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
        this.stranding = new Stranding(mappers.get(CatalogDeskMapper.class), availability);
        this.zones = new ZoneChanges(mappers, bookings, messages, outbox, audit);
        this.audit = audit;
        this.signals = signals;
        this.clock = clock;
    }

    /** The salon as it stands in the database, to be edited. */
    public Optional<SalonDraft> draft(SalonName salon) {
        return drafts.find(salon.id(), salon.code());
    }

    /**
     * Changes one part of a salon.
     *
     * @param seen the part's fingerprint when it was shown
     * @param accepted the token of the stranded bookings that the operator was shown and accepts; empty: none
     */
    public EditOutcome save(String username, SalonName salon, SalonEdit edit, String seen, String accepted) {
        return save(username, salon, edit, seen, accepted, ZoneChoice.NONE);
    }

    /**
     * Changes one part of a salon, with an answer to {@link EditOutcome.ChangesZone}.
     *
     * @param seen the part's fingerprint when it was shown
     * @param accepted the token of the stranded bookings that the operator was shown and accepts; empty: none
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

    /** Somebody may have taken the time that a visit was about to have; nothing has been written then. */
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
        imports.holdOthers();
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

    /** @return the line; empty: nothing has changed */
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
     * Lets a master work in another salon from a date on: the day before is the last here, and there somebody of the same
     * name begins on it, under the same code where it is free, with the services of equal codes and on the same terms,
     * prices only where the currency is the same. Hours, breaks and special days of their own go along.
     *
     * @param from the first date there, such as 2026-12-01
     * @param seen the fingerprint of the master's part ({@link SalonEdit.OfMaster}) when it was shown
     * @param accepted as in {@link #save}
     * @return saved changes are those of the master here; problems are named {@code to}, {@code from} (not a date),
     *     {@code from.past}, {@code from.first} (not after their first day here) and {@code from.last} (they have a last
     *     day here already)
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
            // Their visits since then would stay behind without being listed: only those to come are looked at.
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
        imports.holdOthers();
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
        imports.holdOthers();
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
     * What an import would do, without doing it.
     *
     * @throws CatalogFileException with every problem of the file
     */
    public ImportPlan tryOut(CatalogFile file) {
        transactions.requireNone("Trying out an import");
        return transactions.run(() -> undone(plan(file, ZoneChoice.NONE, "")));
    }

    /** Takes back what the plan has tried. */
    private ImportPlan undone(ImportPlan plan) {
        transactions.rollback();
        return plan;
    }

    /**
     * Applies a file of which nobody was shown what it would do.
     *
     * @param accepted the token of the stranded bookings that the operator was shown and accepts; empty: none
     * @return what was done; with other stranded bookings than the accepted ones nothing was
     * @throws CatalogFileException with every problem of the file; nothing is changed then
     */
    public ImportPlan apply(String username, CatalogFile file, String accepted) {
        return applied(username, file, null, accepted, ZoneChoice.NONE);
    }

    /**
     * Applies a file as it was planned, with an answer to {@link ImportPlan#zones}.
     *
     * @param planned the token of the plan that the operator was shown
     * @param accepted the token of the stranded bookings that the operator was shown and accepts; empty: none
     * @return what was done; when it would change something else than was shown, with other stranded bookings than the accepted
     *     ones, or other visits than those that were decided about, nothing was
     * @throws CatalogFileException with every problem of the file; nothing is changed then
     */
    public ImportPlan apply(String username, CatalogFile file, String planned, String accepted, ZoneChoice choice) {
        return applied(username, file, planned, accepted, choice);
    }

    /** The same, of which nobody was shown what it would do. */
    public ImportPlan apply(String username, CatalogFile file, String accepted, ZoneChoice choice) {
        return applied(username, file, null, accepted, choice);
    }

    /** What nobody can ever book in a salon as it stands. */
    public List<Unbookable> unbookable(SalonName salon) {
        return Unbookable.of(catalog.fresh(salon.id()));
    }

    /** The last change of any salon's catalogue; empty: none. */
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
     * Applies a file that nobody can be asked about, at the start of a node: visits of a salon whose time zone changes keep
     * their wall times, nobody is told, and visits that it strands stay as they are.
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
        imports.holdOthers();
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
     * @param question what had to be decided about visits of salons whose zone changed
     * @param visits what became of them
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
                .forEach(salon -> honoured.put(salon.id(), stranding.honoured(salon, now)));
        Map<String, String> visits = zones.settle(rezoned, choice, username, now);
        List<Unbookable> unbookable = after.values().stream()
                .flatMap(salon -> Unbookable.of(salon).stream())
                .toList();
        return new Applied(changes, question, visits, stranding.between(before, after, honoured, now), unbookable);
    }

    /** All salons, or the one, as a catalogue file. */
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

    /** After the commit: on this node the next tap reads anew; what is granted is checked by the master's version. */
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
                // The audit log never holds a phone number, not even the salon's.
                changes.put(field, field.equals("displayPhone") ? "…" : old + " → " + value);
            }
        });
        return changes;
    }

    /**
     * What an import comes to.
     *
     * @param token stands for what would be changed from what
     * @param zones the visits of salons whose time zone changes
     * @param visits what becomes of them, for the audit log
     * @param unbookable what nobody could ever book then
     * @param done false: this is what it would come to
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
