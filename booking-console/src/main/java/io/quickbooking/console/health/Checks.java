package io.quickbooking.console.health;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.quickbooking.console.ConsoleProperties;
import io.quickbooking.console.database.Database;
import io.quickbooking.console.database.DatabaseUrl;
import io.quickbooking.console.desk.AlarmView;
import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.Formats;
import io.quickbooking.console.desk.Permission;
import io.quickbooking.console.desk.SendingNotice;
import io.quickbooking.console.health.Deadline.Question;
import io.quickbooking.console.health.Deadline.Round;
import io.quickbooking.core.QuickBookingProperties;
import io.quickbooking.core.QuickBookingProperties.WhatsApp;
import io.quickbooking.core.admin.health.IntegrityCheck;
import io.quickbooking.core.admin.health.IntegrityKind;
import io.quickbooking.core.admin.health.IntegrityRun;
import io.quickbooking.core.admin.health.SystemHealth;
import io.quickbooking.core.admin.health.SystemHealth.Audit;
import io.quickbooking.core.admin.health.SystemHealth.DatabaseFacts;
import io.quickbooking.core.admin.health.SystemHealth.ErrorCount;
import io.quickbooking.core.admin.health.SystemHealth.Numbers;
import io.quickbooking.core.admin.health.SystemHealth.Queue;
import io.quickbooking.core.admin.health.SystemHealth.Writes;
import io.quickbooking.core.admin.health.SystemHealth.ZoneTables;
import io.quickbooking.core.catalog.SalonName;
import io.quickbooking.core.database.Replica;
import io.quickbooking.core.database.ReplicatedDataSource;
import io.quickbooking.core.outbound.DeliveryProblem;
import io.quickbooking.core.redis.Redis;
import io.quickbooking.core.watch.Alarm;
import io.quickbooking.core.watch.AlarmKind;
import io.quickbooking.core.watch.Watch;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Looks at everything that the page shows, at once, and waits less than two seconds for all of it. */
@Component
class Checks {
    /** They tell of all salons together and of the server, and are for administrators. */
    private static final Set<String> OF_ALL_SALONS = Set.of("alarms", "audit", "settings");

    /** They tell of the operator's salons. */
    private static final Set<String> OF_SALONS = Set.of("messages", "safety");

    private static final Duration WITHIN = Duration.ofMillis(1_800);
    private static final int MOST = 10_000;
    private static final Duration LATE = Duration.ofMinutes(1);
    private static final Duration VERY_LATE = Duration.ofMinutes(15);
    private static final Duration AUDIT_OLD = Duration.ofHours(48);
    private static final Duration SKEWED = Duration.ofSeconds(1);
    private static final Duration VERY_SKEWED = Duration.ofSeconds(30);

    private final SystemHealth health;
    private final IntegrityCheck nightly;
    private final Watch watch;
    private final SendingNotice sending;
    private final HikariDataSource pool;
    private final @Nullable Replica replica;
    private final String replicaUrl;
    private final Database database;
    private final WhatsApp whatsapp;
    private final Optional<Redis> redis;
    private final MessageSource texts;
    private final InstantSource clock;
    private final Deadline deadline;
    private final String version;

    Checks(
            SystemHealth health,
            IntegrityCheck nightly,
            Watch watch,
            SendingNotice sending,
            DataSource connections,
            Database database,
            QuickBookingProperties settings,
            ConsoleProperties console,
            Optional<Redis> redis,
            MessageSource texts,
            InstantSource clock,
            Deadline deadline,
            @Value("${spring.application.version:}") String version) {
        this.health = health;
        this.nightly = nightly;
        this.watch = watch;
        this.sending = sending;
        this.pool = pool(connections);
        this.replica = connections instanceof ReplicatedDataSource both ? both.replica() : null;
        this.replicaUrl = console.replica().map(DatabaseUrl::toString).orElse("");
        this.database = database;
        this.whatsapp = settings.whatsapp();
        this.redis = redis;
        this.texts = texts;
        this.clock = clock;
        this.deadline = deadline;
        this.version = version;
    }

    private static HikariDataSource pool(DataSource connections) {
        try {
            return connections.unwrap(HikariDataSource.class);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * @param worst the state of the worst line that is shown
     * @param elsewhere the state of the worst line that was looked at and is not this operator's to see
     * @param leftOut the ends of the keys of what is not shown, or was not looked at
     * @param auditing whether an audit runs, and the page is soon another one
     */
    record Report(
            String at,
            String machineAt,
            String worst,
            String elsewhere,
            List<String> leftOut,
            Map<String, List<Line>> sections,
            List<Problem> problems,
            boolean auditing) {
        /** Of both: nobody is told that all is well while something is not. */
        public String overall() {
            return Checks.worst(List.of(worst, elsewhere));
        }

        public boolean seesAll() {
            return leftOut.isEmpty();
        }
    }

    /** @param what the end of a text's key */
    record Problem(String what, String state, String failed, String waiting) {}

    Report of(Desk desk) {
        List<UUID> salons = desk.salons().stream().map(SalonName::id).toList();
        Formats formats = desk.formats();
        Round round = deadline.begin(WITHIN);
        Question<DatabaseFacts> facts = round.ask("database", health::database);
        Question<Writes> writes = round.ask("writes", health::writes);
        Question<Numbers> numbers = round.ask("numbers", health::numbers);
        Question<String> migration = round.ask("migration", health::migration);
        Question<Integer> sessions = round.ask("sessions", () -> health.liveSessions(salons));
        Question<Queue> inbox = round.ask("inbox", () -> health.inbox(salons));
        Question<Queue> outbox = round.ask("outbox", () -> health.outbox(salons));
        Question<List<ErrorCount>> errors = round.ask("errors", () -> health.errors(salons));
        Question<Integer> limited = round.ask("limited", () -> health.limited(salons));
        Question<Audits> audits = round.ask("nightly", () -> new Audits(nightly.runningSince(), nightly.last()));
        Question<Audit> audit = round.ask("audit", () -> health.audit(salons));
        Question<Times> times =
                round.ask("zones", () -> new Times(health.disagreeing(salons), health.zoneTables(salons)));

        Map<String, List<Line>> all = new LinkedHashMap<>();
        all.put("alarms", alarms(desk));
        List<Line> data = new ArrayList<>();
        data.addAll(facts.then(
                found -> List.of(
                        Line.ok("database", found.version() + " " + whereabouts(desk)),
                        Line.told("size", megabytes(found.sizeBytes(), formats)),
                        skew(found.skew(), formats)),
                () -> List.of(Line.bad("database", whereabouts(desk)))));
        // What is as it should be is no line.
        data.addAll(writes.then(found -> writes(found, desk), List::of));
        data.addAll(numbers.then(Checks::numbers, List::of));
        data.add(connections(formats));
        data.add(migration.then(found -> Line.told("migration", found), () -> Line.unknown("migration")));
        List<SalonName> broken =
                desk.salons().stream().filter(salon -> !salon.isInOrder()).toList();
        if (!broken.isEmpty()) {
            data.add(Line.bad(
                    "out-of-order",
                    broken.stream().map(salon -> outOfOrder(salon, desk)).collect(Collectors.joining(" · "))));
        }
        data.add(times.then(found -> zones(found.zones(), formats), () -> Line.unknown("zones")));
        all.put("data", data);

        List<Line> messages = new ArrayList<>();
        messages.add(
                sessions.then(found -> Line.told("sessions", capped(found, formats)), () -> Line.unknown("sessions")));
        messages.add(inbox.then(found -> queue("inbox", found, desk, true), () -> Line.unknown("inbox")));
        messages.add(
                outbox.then(found -> queue("outbox", found, desk, sending.connected()), () -> Line.unknown("outbox")));
        List<Problem> problems = errors.then(found -> problems(found, formats), List::of);
        messages.add(errors.then(found -> failed(found, formats), () -> Line.unknown("failed")));
        messages.add(
                limited.then(found -> Line.told("limited", capped(found, formats)), () -> Line.unknown("limited")));
        all.put("messages", messages);

        List<Line> safety = new ArrayList<>(audit.then(
                found -> safety(found, formats), () -> List.of(Line.unknown("overlaps"), Line.unknown("drift"))));
        safety.add(times.then(found -> wallTimes(found.disagreeing(), formats), () -> Line.unknown("wall-times")));
        all.put("safety", safety);
        Optional<Instant> auditing = audits.then(Audits::runningSince, Optional::empty);
        List<Line> lines = new ArrayList<>();
        auditing.ifPresent(since -> lines.add(Line.told("auditing", formats.seconds(since))));
        lines.addAll(audits.then(found -> audited(found.last(), formats), () -> List.of(Line.unknown("audited"))));
        all.put("audit", lines);
        all.put("settings", settings(desk));
        Map<String, List<Line>> sections = new LinkedHashMap<>();
        Map<String, List<Line>> elsewhere = new LinkedHashMap<>();
        List<String> leftOut = new ArrayList<>();
        all.forEach((section, found) -> {
            if (!desk.may(Permission.ADMINISTER) && OF_ALL_SALONS.contains(section)) {
                elsewhere.put(section, found);
                leftOut.add(section);
            } else if (salons.isEmpty() && OF_SALONS.contains(section)) {
                // Nothing was asked about no salon, and so nothing is good either.
                leftOut.add(section);
            } else {
                sections.put(section, found);
            }
        });
        Instant now = clock.instant();
        return new Report(
                formats.seconds(now),
                formats.machine(now),
                worst(sections),
                worst(elsewhere),
                leftOut,
                sections,
                problems,
                desk.may(Permission.ADMINISTER) && auditing.isPresent());
    }

    private String outOfOrder(SalonName salon, Desk desk) {
        return salon.unknown().stream()
                .map(unknown -> texts.getMessage(
                                "out-of-order." + unknown.kind().field(), null, desk.locale()) + " " + unknown.value())
                .collect(Collectors.joining(", ", salon.name() + " (" + salon.code() + "): ", ""));
    }

    private List<Line> writes(Writes writes, Desk desk) {
        return writes == Writes.TAKEN
                ? List.of()
                : List.of(Line.bad(
                        "read-only", texts.getMessage("health.read-only." + writes.name(), null, desk.locale())));
    }

    private static List<Line> numbers(Numbers numbers) {
        List<Line> lines = new ArrayList<>();
        if (!numbers.behind().isEmpty()) {
            lines.add(Line.bad("identities", String.join(", ", numbers.behind())));
        }
        if (!numbers.subscriptions().isEmpty()) {
            lines.add(Line.bad("subscription", String.join(", ", numbers.subscriptions())));
        }
        return lines;
    }

    /** For who runs the server; the others are not helped by a path or a host. */
    private String whereabouts(Desk desk) {
        return desk.may(Permission.ADMINISTER) ? "(" + database.description() + ")" : "";
    }

    /** Those that ring, and one line when none does. */
    private List<Line> alarms(Desk desk) {
        Formats formats = desk.formats();
        List<Alarm> ringing = watch.alarms();
        if (ringing.isEmpty()) {
            Object[] counts = {formats.number(0), formats.number(AlarmKind.values().length)};
            return List.of(Line.ok("alarms", texts.getMessage("health.alarms.value", counts, desk.locale())));
        }
        return ringing.stream()
                .map(alarm -> AlarmView.of(alarm, formats))
                .map(alarm -> Line.bad("alarm." + alarm.code(), alarm.value() + " (" + alarm.limit() + ")"))
                .toList();
    }

    private List<Line> settings(Desk desk) {
        List<Line> lines = new ArrayList<>();
        if (whatsapp.allowUnsigned()) {
            lines.add(Line.bad("unsigned", null));
        } else {
            lines.add(whatsapp.appSecret().isEmpty() ? Line.bad("secret", null) : Line.ok("secret", null));
        }
        lines.add(whatsapp.verifyToken() == null ? Line.warn("verify", null) : Line.ok("verify", null));
        lines.add(whatsapp.token().isEmpty() ? Line.warn("token", null) : Line.ok("token", null));
        lines.add(redis.map(shared -> redis(shared, desk)).orElseGet(() -> Line.told("no-redis", null)));
        if (replica != null) {
            lines.add(replica(replica, desk));
        }
        lines.add(Line.told("version", version));
        lines.add(Line.told(
                "uptime",
                span(Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime()), desk)));
        lines.add(Line.told("java", Runtime.version().toString()));
        return lines;
    }

    private static Line redis(Redis redis, Desk desk) {
        return redis.awaySince()
                .map(since -> Line.warn(
                        "redis", redis.description() + ", " + desk.formats().seconds(since)))
                .orElseGet(() -> Line.ok("redis", redis.description()));
    }

    private Line replica(Replica copy, Desk desk) {
        Replica.State state = copy.state();
        return state.reason() == null
                ? Line.ok("replica", replicaUrl)
                : Line.warn(
                        "replica",
                        replicaUrl + ", " + desk.formats().seconds(state.since()) + ": "
                                + texts.getMessage(
                                        "health.replica." + state.kind().name(), null, desk.locale()));
    }

    private Line connections(Formats formats) {
        HikariPoolMXBean now = pool.getHikariPoolMXBean();
        int most = pool.getMaximumPoolSize();
        String value = formats.number(now.getActiveConnections()) + " / " + formats.number(most);
        return now.getThreadsAwaitingConnection() > 0 && now.getActiveConnections() >= most
                ? Line.warn("connections", value)
                : Line.ok("connections", value);
    }

    private static Line skew(Duration skew, Formats formats) {
        Duration size = skew.abs();
        String value = formats.latency(size);
        if (size.compareTo(VERY_SKEWED) >= 0) {
            return Line.bad("skew", value);
        }
        return size.compareTo(SKEWED) >= 0 ? Line.warn("skew", value) : Line.ok("skew", value);
    }

    /** @param moves false: nothing is taken from this queue until somebody connects it */
    private Line queue(String what, Queue queue, Desk desk, boolean moves) {
        String waiting = capped(queue.waiting(), desk.formats());
        Duration age = queue.age();
        if (age == null) {
            return Line.ok(what, waiting);
        }
        String value = texts.getMessage("health.queue", new Object[] {waiting, span(age, desk)}, desk.locale());
        if (!moves) {
            return Line.warn(what, value).meaning(what + ".unconnected");
        }
        if (age.compareTo(VERY_LATE) >= 0) {
            return Line.bad(what, value);
        }
        return age.compareTo(LATE) >= 0 ? Line.warn(what, value) : Line.ok(what, value);
    }

    private static List<Line> safety(Audit audit, Formats formats) {
        String overlaps = formats.number(audit.overlaps()) + " · " + formats.seconds(audit.at());
        String drift = formats.number(audit.counterDrift()) + " · " + formats.seconds(audit.at());
        return List.of(
                audit.overlaps() == 0 ? Line.ok("overlaps", overlaps) : Line.bad("overlaps", overlaps),
                audit.counterDrift() == 0 ? Line.ok("drift", drift) : Line.warn("drift", drift));
    }

    private record Times(long disagreeing, ZoneTables zones) {}

    private static Line wallTimes(long disagreeing, Formats formats) {
        String count = formats.number(disagreeing);
        return disagreeing == 0 ? Line.ok("wall-times", count) : Line.warn("wall-times", count);
    }

    private static Line zones(ZoneTables tables, Formats formats) {
        String versions = "Java " + tables.java() + ", PostgreSQL " + tables.database();
        return tables.differing().isEmpty()
                ? Line.ok("zones", versions)
                : Line.warn(
                        "zones",
                        versions + ": "
                                + tables.differing().stream()
                                        .map(zone -> zone.known()
                                                ? zone.zone() + " (" + formats.day(zone.since()) + ")"
                                                : zone.zone())
                                        .collect(Collectors.joining(", ")));
    }

    private record Audits(Optional<Instant> runningSince, Optional<IntegrityRun> last) {}

    private List<Line> audited(Optional<IntegrityRun> last, Formats formats) {
        if (last.isEmpty()) {
            return List.of(Line.told("audited", null));
        }
        IntegrityRun run = last.get();
        String at = formats.dayAndTime(run.startedAt());
        boolean old = clock.instant().isAfter(run.startedAt().plus(AUDIT_OLD));
        List<Line> lines = new ArrayList<>();
        lines.add(old ? Line.warn("audited", at) : Line.ok("audited", at));
        run.findings().forEach(finding -> lines.add(line(finding, formats)));
        return lines;
    }

    private Line line(IntegrityRun.Finding finding, Formats formats) {
        String what = "audit." + finding.kind().code();
        if (finding.kind() == IntegrityKind.MESSAGES_WAITING && !sending.connected()) {
            // The audit does not count what cannot leave, and 0 would read as none.
            return Line.told(what, null).meaning(what + ".unconnected");
        }
        if (finding.found() == null) {
            return Line.unknown(what);
        }
        String found = formats.number(finding.found());
        return finding.isClean() ? Line.ok(what, found) : Line.bad(what, found);
    }

    private static Line failed(List<ErrorCount> errors, Formats formats) {
        long failed = errors.stream()
                .filter(error -> !error.waiting())
                .mapToLong(ErrorCount::count)
                .sum();
        return failed == 0 ? Line.ok("failed", "0") : Line.warn("failed", formats.number(failed));
    }

    private static List<Problem> problems(List<ErrorCount> errors, Formats formats) {
        Map<DeliveryProblem, long[]> counts = new EnumMap<>(DeliveryProblem.class);
        for (ErrorCount error : errors) {
            long[] count = counts.computeIfAbsent(DeliveryProblem.of(error.code()), problem -> new long[2]);
            count[error.waiting() ? 1 : 0] += error.count();
        }
        List<Problem> problems = new ArrayList<>();
        counts.forEach((problem, count) -> problems.add(new Problem(
                problem.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                problem == DeliveryProblem.NUMBER_STOPPED ? "bad" : "warn",
                formats.number(count[0]),
                formats.number(count[1]))));
        return problems;
    }

    private static String worst(Map<String, List<Line>> sections) {
        return worst(sections.values().stream()
                .flatMap(List::stream)
                .map(Line::state)
                .toList());
    }

    private static String worst(List<String> states) {
        if (states.contains("bad")) {
            return "bad";
        }
        return states.contains("warn") || states.contains("unknown") ? "warn" : "ok";
    }

    private static String capped(int count, Formats formats) {
        return count > MOST ? formats.number(MOST) + "+" : formats.number(count);
    }

    private static String megabytes(long bytes, Formats formats) {
        return formats.number(Math.max(1, bytes / (1024 * 1024))) + " MB";
    }

    private String span(@Nullable Duration duration, Desk desk) {
        Duration span = duration == null || duration.isNegative() ? Duration.ZERO : duration;
        String unit = span.toDays() > 1
                ? "days"
                : span.toHours() > 1 ? "hours" : span.toMinutes() > 1 ? "minutes" : "seconds";
        long count = span.toDays() > 1
                ? span.toDays()
                : span.toHours() > 1 ? span.toHours() : span.toMinutes() > 1 ? span.toMinutes() : span.toSeconds();
        return texts.getMessage("health.span." + unit, new Object[] {count}, desk.locale());
    }
}
