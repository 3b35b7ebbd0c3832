package io.quickbooking.core.customer;

import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.customer.CustomersMapper.Newcomer;
import io.quickbooking.core.customer.CustomersMapper.NumberChange;
import io.quickbooking.core.customer.CustomersMapper.Sender;
import io.quickbooking.core.database.AfterCommit;
import io.quickbooking.core.database.JsonRows;
import io.quickbooking.core.database.Mappers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Manages the customers of each salon. The handler of a customer's message locks the customer first: this puts the
 * messages of one customer in order, on however many connections and nodes they arrive.
 */
public final class Customers {
    private static final Logger log = LoggerFactory.getLogger(Customers.class);

    private final CustomersMapper mapper;

    public Customers(Mappers mappers) {
        this.mapper = mappers.get(CustomersMapper.class);
    }

    /**
     * Finds or creates the customer and locks the row until the caller's transaction ends. Where phone and user id
     * belong to two customers, the one with the user id is returned.
     */
    public Customer lock(UUID salonId, Realm realm, CustomerIdentity identity, @Nullable String name, Instant now) {
        return lock(salonId, realm, identity, name, now, now);
    }

    /**
     * Finds or creates like the other method, for a message that may have been delayed: the sender's number may have
     * changed since.
     *
     * @param sentAt when the message was sent
     */
    public Customer lock(
            UUID salonId, Realm realm, CustomerIdentity identity, @Nullable String name, Instant sentAt, Instant now) {
        List<Customer> found = mapper.lock(Sender.of(salonId, realm, identity));
        if (found.isEmpty()) {
            Optional<Customer> created =
                    mapper.insert(new Newcomer(salonId, realm, identity.phone(), identity.userId(), name, sentAt, now));
            if (created.isPresent()) {
                return created.get();
            }
            // Another connection was faster, and its row can be locked now; or the number was given up.
            found = mapper.lock(Sender.of(salonId, realm, identity));
        }
        String phone = identity.phone();
        if (phone != null && found.stream().noneMatch(customer -> customer.hasLine(phone))) {
            Optional<NumberChange> change = mapper.numberAfter(salonId, realm, phone, sentAt);
            if (change.isPresent()) {
                CustomerIdentity since = new CustomerIdentity(change.get().number(), identity.userId());
                // WhatsApp counts seconds. The time increases, so that numbers that change hands in a circle end the
                // recursion.
                return lock(salonId, realm, since, name, change.get().at().plusSeconds(1), now);
            }
        }
        if (found.isEmpty()) {
            // The row of the faster connection is deleted again.
            return lock(salonId, realm, identity, name, sentAt, now);
        }
        Customer customer = found.get(0);
        if (found.size() == 1) {
            return customer.knownAs(identity).named(name);
        }
        if (mapper.deleteUnused(found.get(1).id()) == 1) {
            // The number was stored before the user id; now it is known that they belong together.
            return customer.knownAs(identity).named(name);
        }
        // The phone belongs to another customer's row. It may no longer be in use by that customer; the user id is
        // certain.
        return customer.knownByUserIdAlone().named(name);
    }

    /**
     * Returns whether the queried database has the customer's row as it was locked, and so everything that was
     * committed before the customer's last answer: a replica receives all changes in that order.
     */
    public boolean isAsLocked(Customer customer) {
        return mapper.isOfVersion(customer.id(), customer.version());
    }

    /**
     * Deletes the row of a locked customer that the current message created, unless other rows refer to it.
     *
     * @param since when the message arrived
     */
    public void deleteIfUnused(Customer customer, Instant since) {
        if (!mapper.isKnownBefore(customer.id(), since)) {
            mapper.deleteUnused(customer.id());
        }
    }

    /**
     * Changes the phone or user id of a customer. If the new identity is a customer already, that row is deleted if
     * nothing refers to it; else both rows stay, because it is unknown whose bookings are whose.
     *
     * @param at the time of the change; a person who uses the old number later is another one
     * @return whether the new identity belongs to this person, who need not be a customer; false: it belongs to another
     *     customer, and both rows stay
     */
    public boolean rename(UUID salonId, Realm realm, CustomerIdentity before, CustomerIdentity after, Instant at) {
        Optional<Customer> found = mapper.lock(Sender.of(salonId, realm, before)).stream()
                .findFirst()
                .filter(customer -> mapper.isKnownSince(customer.id(), at));
        if (found.isEmpty()) {
            return true;
        }
        Customer customer = found.get();
        for (Customer other : mapper.lock(Sender.of(salonId, realm, after))) {
            if (!other.id().equals(customer.id()) && mapper.deleteUnused(other.id()) == 0) {
                log.warn(
                        "Customer {} changed to {}, which is another customer with a history: both rows stay separate",
                        before.masked(),
                        after.masked());
                return false;
            }
        }
        Customer renamed = customer.knownAs(after);
        mapper.rename(renamed.id(), renamed.phone(), renamed.userId());
        AfterCommit.run(() -> log.info("Customer {} changed to {}", before.masked(), after.masked()));
        return true;
    }

    /**
     * Records that customers have written, whatever it was: WhatsApp lets a salon answer freely for 24 hours after a
     * message. Senders who are not customers yet are skipped.
     */
    public void heard(UUID salonId, Realm realm, Map<CustomerIdentity, Instant> heardAt) {
        if (!heardAt.isEmpty()) {
            mapper.recordLastInbound(
                    salonId,
                    realm,
                    JsonRows.of(heardAt.entrySet().stream()
                            .map(entry -> new Heard(
                                    entry.getKey().phone(),
                                    entry.getKey().userId(),
                                    entry.getValue().toString()))
                            .toList()));
        }
    }

    private record Heard(@Nullable String phone, @Nullable String userId, String heardAt) {}

    /**
     * Writes a locked customer back.
     *
     * @param heardAt when the customer sent the message that is being handled
     */
    public void save(Customer customer, Instant heardAt, Instant now) {
        mapper.update(customer, heardAt, now);
    }
}
