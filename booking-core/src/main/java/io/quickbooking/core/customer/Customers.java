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
 * The customers of each salon. Whoever handles a customer's message locks the customer first: that is what puts the
 * messages of one customer in order, on however many connections and nodes they arrive.
 */
public final class Customers {
    private static final Logger log = LoggerFactory.getLogger(Customers.class);

    private final CustomersMapper mapper;

    public Customers(Mappers mappers) {
        this.mapper = mappers.get(CustomersMapper.class);
    }

    /**
     * Finds or creates the customer and keeps the row locked until the caller's transaction ends. Where phone and user id
     * are known as two customers, it is the one with the user id.
     */
    public Customer lock(UUID salonId, Realm realm, CustomerIdentity identity, @Nullable String name, Instant now) {
        return lock(salonId, realm, identity, name, now, now);
    }

    /**
     * Like the other, of somebody whose message may have been on its way for long: their number may be another one since.
     *
     * @param sentAt when they sent it
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
            // Another connection was quicker, and its row is there to be locked now; or the number has been given up.
            found = mapper.lock(Sender.of(salonId, realm, identity));
        }
        String phone = identity.phone();
        if (phone != null && found.stream().noneMatch(customer -> customer.hasLine(phone))) {
            Optional<NumberChange> change = mapper.numberAfter(salonId, realm, phone, sentAt);
            if (change.isPresent()) {
                CustomerIdentity since = new CustomerIdentity(change.get().number(), identity.userId());
                // WhatsApp counts seconds. Later, so that numbers which change hands in a circle come to an end.
                return lock(salonId, realm, since, name, change.get().at().plusSeconds(1), now);
            }
        }
        if (found.isEmpty()) {
            // Who was quicker has gone again.
            return lock(salonId, realm, identity, name, sentAt, now);
        }
        Customer customer = found.get(0);
        if (found.size() == 1) {
            return customer.knownAs(identity).named(name);
        }
        if (mapper.removeUntouched(found.get(1).id()) == 1) {
            // Their number was noted before their user id was; now it is known whose it is.
            return customer.knownAs(identity).named(name);
        }
        // The phone is another customer's row. Under the old one nobody may be answering any more; the user id is
        // theirs.
        return customer.knownByUserIdAlone().named(name);
    }

    /**
     * Whether the database that is asked has the customer's row as they were locked, and so everything that had been
     * committed when they were answered last: a replica gets it all in that order.
     */
    public boolean isAsLocked(Customer customer) {
        return mapper.isOfVersion(customer.id(), customer.version());
    }

    /**
     * Takes a locked customer away again whom the message at hand has brought in, unless anything hangs on them.
     *
     * @param since when it arrived
     */
    public void leave(Customer customer, Instant since) {
        if (!mapper.isKnownBefore(customer.id(), since)) {
            mapper.removeUntouched(customer.id());
        }
    }

    /**
     * Somebody has another phone or user id from now on, and stays the same customer. Where the new one is a customer
     * already, that row goes if nothing hangs on it; else both stay, because nobody can tell whose bookings are whose.
     *
     * @param at since when; who has taken the old number over after it is somebody else
     * @return whether the new name is theirs, also where they are no customer yet; false: it is another's, and both stay
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
            if (!other.id().equals(customer.id()) && mapper.removeUntouched(other.id()) == 0) {
                log.warn("{} is now {}, which is another customer with a history", before.masked(), after.masked());
                return false;
            }
        }
        Customer renamed = customer.knownAs(after);
        mapper.rename(renamed.id(), renamed.phone(), renamed.userId());
        AfterCommit.run(() -> log.info("{} is now {}", before.masked(), after.masked()));
        return true;
    }

    /**
     * Notes that customers have written, whatever it was: WhatsApp lets a salon answer freely for 24 hours after. Senders
     * that are no customers yet are passed over.
     */
    public void heard(UUID salonId, Realm realm, Map<CustomerIdentity, Instant> heardAt) {
        if (!heardAt.isEmpty()) {
            mapper.heard(
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
