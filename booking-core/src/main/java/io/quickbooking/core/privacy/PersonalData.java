package io.quickbooking.core.privacy;

import io.quickbooking.core.audit.AuditLog;
import io.quickbooking.core.audit.AuditedAct;
import io.quickbooking.core.booking.Booking;
import io.quickbooking.core.booking.BookingWriter;
import io.quickbooking.core.customer.Customer;
import io.quickbooking.core.customer.CustomerIdentity;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import io.quickbooking.core.privacy.ErasureOutcome.Erased;
import io.quickbooking.core.privacy.ErasureOutcome.Gone;
import io.quickbooking.core.privacy.ErasureOutcome.OtherSalons;
import io.quickbooking.core.privacy.ErasureOutcome.StillExpected;
import io.quickbooking.core.session.Sessions;
import io.quickbooking.core.signal.Signals;
import io.quickbooking.core.signal.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exports and erases the stored data of a customer. A person who is a customer of several salons under the same phone or user
 * id counts as one person.
 */
public final class PersonalData {
    /** Enough to list all upcoming visits without paging. */
    private static final int MOST_VISITS = 50;

    /** A shorter identifier occurs in too many unrelated texts. */
    private static final int SHORTEST_SOUGHT = 7;

    private static final Logger log = LoggerFactory.getLogger(PersonalData.class);

    private final ErasureMapper mapper;
    private final Transactions transactions;
    private final BookingWriter bookings;
    private final Sessions sessions;
    private final AuditLog audit;
    private final Signals signals;
    private final InstantSource clock;

    public PersonalData(
            Mappers mappers,
            Transactions transactions,
            BookingWriter bookings,
            Sessions sessions,
            AuditLog audit,
            Signals signals,
            InstantSource clock) {
        this.mapper = mappers.get(ErasureMapper.class);
        this.transactions = transactions;
        this.bookings = bookings;
        this.sessions = sessions;
        this.audit = audit;
        this.signals = signals;
        this.clock = clock;
    }

    /**
     * Finds customers with exactly this phone or user id, at any salon.
     *
     * @param typed a phone with its country code, in any usual notation, or a user id
     */
    public List<UUID> find(String typed) {
        String text = typed.strip();
        String userId = CustomerIdentity.looksLikeUserId(text) ? text : null;
        String digits = text.replaceAll("\\D", "").replaceFirst("^00", "");
        String phone = userId != null || digits.isEmpty() ? null : digits;
        return transactions.run(() -> mapper.find(phone, userId));
    }

    /** Exports all stored data about the customer as JSON, and audits the export. Empty if there is no such customer. */
    public Optional<String> export(UUID customerId, String username) {
        return transactions.run(() -> mapper.salonOf(customerId).map(salonId -> {
            audit.add(username, AuditedAct.CUSTOMER_EXPORTED, salonId, customerId.toString(), Map.of());
            return "[" + String.join(",\n", mapper.export(customerId)) + "]";
        }));
    }

    /** Returns what would prevent {@link #erase}, or how many salons it would affect. Nothing is changed. */
    public ErasureOutcome wouldErase(UUID customerId) {
        return transactions.run(() -> {
            List<Customer> person = mapper.lockPerson(customerId);
            return obstacle(person, person.size(), clock.instant()).orElseGet(() -> new Erased(person.size()));
        });
    }

    /**
     * Erases number, user id, name, notes and messages of a customer. Bookings, sessions and taps remain and count as before;
     * they refer to an anonymous customer. If the same person writes again, they are a new customer.
     */
    public ErasureOutcome erase(UUID customerId, String username) {
        return erase(customerId, username, OptionalInt.empty());
    }

    /**
     * Like {@link #erase(UUID, String)}, if the number of salons is still the one that was shown.
     *
     * @param shown number of salons in the confirmation, see {@link #wouldErase}
     */
    public ErasureOutcome erase(UUID customerId, String username, int shown) {
        return erase(customerId, username, OptionalInt.of(shown));
    }

    private ErasureOutcome erase(UUID customerId, String username, OptionalInt shown) {
        List<Customer> erased = new ArrayList<>();
        ErasureOutcome outcome = transactions.run(() -> {
            erased.clear();
            Instant now = clock.instant();
            List<Customer> person = mapper.lockPerson(customerId);
            Optional<ErasureOutcome> obstacle = obstacle(person, shown.orElse(person.size()), now);
            if (obstacle.isEmpty()) {
                erase(person, username, now);
                erased.addAll(person);
            }
            return obstacle.orElseGet(() -> new Erased(person.size()));
        });
        for (Customer customer : erased) {
            transactions.afterCommit(() -> {
                sessions.forget(customer);
                log.info("Customer {} erased by {}", customer.id(), username);
            });
            signals.publish(customer.salonId(), Topic.SESSIONS, Topic.BOOKINGS, Topic.MESSAGES);
        }
        return outcome;
    }

    private Optional<ErasureOutcome> obstacle(List<Customer> person, int shown, Instant now) {
        if (person.isEmpty()) {
            return Optional.of(new Gone());
        }
        List<Booking> visits = person.stream()
                .flatMap(customer -> bookings.upcoming(customer.salonId(), customer.id(), now, MOST_VISITS).stream())
                .toList();
        if (!visits.isEmpty()) {
            return Optional.of(new StillExpected(visits));
        }
        return person.size() == shown ? Optional.empty() : Optional.of(new OtherSalons(person.size()));
    }

    private void erase(List<Customer> person, String username, Instant now) {
        Set<String> identifiers = new TreeSet<>();
        for (Customer customer : person) {
            Stream.of(customer.phone(), customer.userId())
                    .filter(Objects::nonNull)
                    .forEach(identifiers::add);
            identifiers.addAll(mapper.formerPhones(customer.id()));
        }
        for (Customer customer : person) {
            mapper.endSessions(customer.id(), now);
            bookings.release(customer.salonId(), customer.id());
            bookings.forget(customer.salonId(), customer.id(), now);
            mapper.emptyAnswered(customer.id(), now);
            mapper.emptySent(customer.id(), now);
            mapper.emptyTaps(customer.id());
            mapper.emptyRequests(customer.id());
            mapper.erase(customer.id(), now);
            audit.add(
                    username,
                    AuditedAct.CUSTOMER_ERASED,
                    customer.salonId(),
                    customer.id().toString(),
                    Map.of());
        }
        identifiers.stream()
                .flatMap(identifier -> mapper.spellings(identifier).stream())
                .distinct()
                .forEach(spelling -> erase(spelling, now));
    }

    private void erase(String identifier, Instant now) {
        String pattern = asWritten(identifier);
        mapper.emptyReceived(identifier, pattern, now);
        if (identifier.length() >= SHORTEST_SOUGHT) {
            mapper.redactMessages(identifier, pattern);
            mapper.redactNotes(identifier, pattern);
            mapper.emptyUnhandled(identifier, asInMessageIds(identifier));
        }
    }

    /**
     * Returns a regular expression of PostgreSQL that finds the identifier as a separate number, with or without an
     * international prefix of 00.
     */
    private static String asWritten(String identifier) {
        return "(?<![0-9])(00)?" + identifier.replaceAll("[^A-Za-z0-9]", "\\\\$0") + "(?![0-9])";
    }

    /**
     * Returns the Base64 characters that the identifier alone determines if it begins at a multiple of three bytes, as in
     * WhatsApp's message ids.
     */
    private static String asInMessageIds(String identifier) {
        byte[] bytes = identifier.getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(bytes).substring(0, bytes.length * 8 / 6);
    }
}
