package io.quickbooking.core.admin;

import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Customers as staff reads them. Only real ones. */
public final class CustomerReader {
    private static final int SESSIONS = 10;

    private final CustomerReaderMapper mapper;
    private final Transactions transactions;
    private final AuditLog audit;

    public CustomerReader(Mappers mappers, Transactions transactions, AuditLog audit) {
        this.mapper = mappers.get(CustomerReaderMapper.class);
        this.transactions = transactions;
        this.audit = audit;
    }

    public Optional<CustomerProfile> byId(UUID id) {
        return transactions.run(() -> mapper.byId(id));
    }

    /** The customer's last sessions, the latest first. */
    public List<CustomerSession> sessions(CustomerProfile customer) {
        return transactions.run(() -> mapper.sessions(customer.salonId(), customer.id(), SESSIONS));
    }

    /** Writes down that somebody is shown the customer's whole number. To be called before it is shown. */
    public void reveal(CustomerProfile customer, String username) {
        audit.add(
                username,
                AuditedAct.PHONE_REVEALED,
                customer.salonId(),
                customer.id().toString(),
                Map.of());
    }
}
