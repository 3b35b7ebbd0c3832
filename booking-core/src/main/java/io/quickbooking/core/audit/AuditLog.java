package io.quickbooking.core.audit;

import io.quickbooking.core.audit.AuditLogMapper.AuditRow;
import io.quickbooking.core.database.JsonRows;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Records the acts of users in the console. Lines are only ever added; the database rejects any other change. */
public final class AuditLog {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final AuditLogMapper mapper;
    private final Transactions transactions;
    private final InstantSource clock;

    public AuditLog(Mappers mappers, Transactions transactions, InstantSource clock) {
        this.mapper = mappers.get(AuditLogMapper.class);
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Adds a line, in the caller's transaction if there is one, so that an act and its line are written together.
     *
     * @param salonId null if it concerns no single salon
     * @param details never a phone number or a message
     * @return its id, which no other line ever has, even if this one is rolled back
     */
    public long add(
            String username,
            AuditedAct act,
            @Nullable UUID salonId,
            @Nullable String subject,
            Map<String, String> details) {
        return transactions.run(() -> mapper.insert(
                clock.instant(), username, act.code(), salonId, subject, JSON.writeValueAsString(details)));
    }

    /**
     * Adds a line of the same act for each of many subjects, by one statement and in the caller's transaction.
     *
     * @param lines the details by subject
     */
    public void addAll(String username, AuditedAct act, UUID salonId, Map<String, Map<String, String>> lines) {
        if (!lines.isEmpty()) {
            mapper.insertAll(
                    clock.instant(),
                    username,
                    act.code(),
                    salonId,
                    JsonRows.of(lines.entrySet().stream()
                            .map(line -> new SubjectLine(line.getKey(), JSON.writeValueAsString(line.getValue())))
                            .toList()));
        }
    }

    private record SubjectLine(String subject, String details) {}

    /** Returns whether the line with this id was committed. */
    boolean isWritten(long id) {
        return transactions.run(() -> mapper.isWritten(id));
    }

    /** Returns all acts on one subject of a salon, the oldest first. */
    public List<AuditEntry> of(UUID salonId, String subject) {
        return transactions.run(() -> mapper.ofSubject(salonId, subject)).stream()
                .map(AuditLog::entry)
                .toList();
    }

    /**
     * Returns the last edit of one of these fields of a subject in a salon's catalogue, or the last import of a file, which may
     * have changed all of them.
     */
    public Optional<AuditEntry> latestEdit(UUID salonId, String subject, Set<String> fields) {
        return transactions
                .run(() -> mapper.latestEdit(salonId, subject, fields.toArray(String[]::new)))
                .map(AuditLog::entry);
    }

    /** Returns the last change of any salon's catalogue. */
    public Optional<AuditEntry> latestEdit() {
        return transactions.run(mapper::latestEditOfAny).map(AuditLog::entry);
    }

    /** Returns the last of these acts on a subject, in any salon. */
    public Optional<AuditEntry> latest(String subject, AuditedAct... acts) {
        String[] codes = Arrays.stream(acts).map(AuditedAct::code).toArray(String[]::new);
        return transactions.run(() -> mapper.latest(subject, codes)).map(AuditLog::entry);
    }

    /**
     * Returns the newest lines first.
     *
     * @param before the last line of the previous page; null for the first page
     */
    public List<AuditEntry> page(AuditFilter filter, @Nullable Position before, int limit) {
        return transactions
                .run(() -> mapper.page(
                        filter.username(),
                        filter.actCode(),
                        filter.subject(),
                        filter.from(),
                        filter.until(),
                        before,
                        limit))
                .stream()
                .map(AuditLog::entry)
                .toList();
    }

    /** The end of a page. */
    public record Position(Instant at, long id) {}

    private static AuditEntry entry(AuditRow row) {
        return new AuditEntry(
                row.id(),
                row.at(),
                row.username(),
                AuditedAct.ofCode(row.act()),
                row.salonId(),
                row.subject(),
                JSON.readValue(row.details(), new TypeReference<Map<String, String>>() {}));
    }
}
