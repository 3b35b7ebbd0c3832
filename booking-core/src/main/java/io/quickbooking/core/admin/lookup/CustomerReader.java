package io.quickbooking.core.admin.lookup;

import io.quickbooking.core.audit.AuditEntry;
import io.quickbooking.core.audit.AuditLog;
import io.quickbooking.core.audit.AuditedAct;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads customers for staff. Only real ones. */
public final class CustomerReader {
    public static final int MAX_NOTES = 2000;

    private static final int SESSIONS = 10;

    private final CustomerReaderMapper mapper;
    private final Transactions transactions;
    private final AuditLog audit;
    private final InstantSource clock;

    public CustomerReader(Mappers mappers, Transactions transactions, AuditLog audit, InstantSource clock) {
        this.mapper = mappers.get(CustomerReaderMapper.class);
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    public Optional<CustomerProfile> byId(UUID id) {
        Instant now = clock.instant();
        return transactions.run(() -> mapper.byId(id, now));
    }

    /** Returns the names of real customers that have one, with one statement. */
    public Map<UUID, String> names(Collection<UUID> ids) {
        return ids.isEmpty()
                ? Map.of()
                : transactions
                        .run(() -> mapper.names(
                                ids.stream().distinct().map(UUID::toString).toArray(String[]::new)))
                        .stream()
                        .collect(
                                Collectors.toMap(CustomerReaderMapper.NameRow::id, CustomerReaderMapper.NameRow::name));
    }

    /** Returns the customer's last sessions, the latest first. */
    public List<CustomerSession> sessions(CustomerProfile customer) {
        return transactions.run(() -> mapper.sessions(customer.salonId(), customer.id(), SESSIONS));
    }

    /**
     * Saves the staff's notes about a customer; the change is audited without the text.
     *
     * @param seen the notes that the user saw
     * @return false if another user has changed them since; then nothing is written
     */
    public boolean note(CustomerProfile customer, String seen, String notes, String username) {
        if (notes.length() > MAX_NOTES) {
            throw new IllegalArgumentException("notes have at most " + MAX_NOTES + " characters");
        }
        return transactions.run(() -> {
            boolean written = mapper.note(customer.salonId(), customer.id(), seen, notes, clock.instant()) > 0;
            if (written && !seen.equals(notes)) {
                audit.add(
                        username,
                        AuditedAct.CUSTOMER_NOTED,
                        customer.salonId(),
                        customer.id().toString(),
                        Map.of());
            }
            return written;
        });
    }

    /** Returns the last change of the notes about a customer; empty if there was none. */
    public Optional<AuditEntry> latestNote(CustomerProfile customer) {
        return audit.latest(customer.id().toString(), AuditedAct.CUSTOMER_NOTED);
    }

    /** Audits that a user is shown the customer's full number. To be called before it is shown. */
    public void reveal(CustomerProfile customer, String username) {
        audit.add(
                username,
                AuditedAct.PHONE_REVEALED,
                customer.salonId(),
                customer.id().toString(),
                Map.of());
    }
}
