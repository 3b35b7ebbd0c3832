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
 * What is stored about a customer, handed out or taken away. A person who is a customer of several salons under the same
 * phone or user id is one person here.
 */
public final class PersonalData {
    /** Who asks wants to see them all, but no page of them. */
    private static final int MOST_VISITS = 50;

    /** What is shorter stands in too much that has nothing to do with it. */
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
     * Customers with exactly this phone or user id, of whichever salon.
     *
     * @param typed a phone with its country, in any usual writing, or a user id
     */
    public List<UUID> find(String typed) {
        String text = typed.strip();
        String userId = CustomerIdentity.looksLikeUserId(text) ? text : null;
        String digits = text.replaceAll("\\D", "").replaceFirst("^00", "");
        String phone = userId != null || digits.isEmpty() ? null : digits;
        return transactions.run(() -> mapper.find(phone, userId));
    }

    /** Everything stored about the customer, as JSON; that it was handed out is audited. Empty: no such customer. */
    public Optional<String> export(UUID customerId, String username) {
        return transactions.run(() -> mapper.salonOf(customerId).map(salonId -> {
            audit.add(username, AuditedAct.CUSTOMER_EXPORTED, salonId, customerId.toString(), Map.of());
            return "[" + String.join(",\n", mapper.export(customerId)) + "]";
        }));
    }

    /** What would stand in the way of {@link #erase}, and how many salons it would concern. Nothing is changed. */
    public ErasureOutcome wouldErase(UUID customerId) {
        return transactions.run(() -> judge(mapper.lockPerson(customerId), clock.instant()));
    }

    /**
     * Takes number, user id, name, notes and messages of a customer away. Bookings, sessions and taps stay and count as
     * before; they lead to a customer who is nobody. When the same person writes again, they are a new customer.
     */
    public ErasureOutcome erase(UUID customerId, String username) {
        return erase(customerId, username, OptionalInt.empty());
    }

    /** @param shown at how many salons the customer was known when somebody was asked, see {@link #wouldErase} */
    public ErasureOutcome erase(UUID customerId, String username, int shown) {
        return erase(customerId, username, OptionalInt.of(shown));
    }

    private ErasureOutcome erase(UUID customerId, String username, OptionalInt shown) {
        List<Customer> erased = new ArrayList<>();
        ErasureOutcome outcome = transactions.run(() -> {
            erased.clear();
            Instant now = clock.instant();
            List<Customer> person = mapper.lockPerson(customerId);
            ErasureOutcome judged = judge(person, now);
            if (judged instanceof Erased would && would.salons() != shown.orElse(would.salons())) {
                return new OtherSalons(would.salons());
            }
            if (judged instanceof Erased) {
                erase(person, username, now);
                erased.addAll(person);
            }
            return judged;
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

    private ErasureOutcome judge(List<Customer> person, Instant now) {
        if (person.isEmpty()) {
            return new Gone();
        }
        List<Booking> visits = person.stream()
                .flatMap(customer -> bookings.upcoming(customer.salonId(), customer.id(), now, MOST_VISITS).stream())
                .toList();
        return visits.isEmpty() ? new Erased(person.size()) : new StillExpected(visits);
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
            mapper.blotOutOfMessages(identifier, pattern);
            mapper.blotOutOfNotes(identifier, pattern);
            mapper.emptyUnhandled(identifier, asInMessageIds(identifier));
        }
    }

    /** For PostgreSQL: as a number of its own, with or without the zeros of an international call. */
    private static String asWritten(String identifier) {
        return "(?<![0-9])(00)?" + identifier.replaceAll("[^A-Za-z0-9]", "\\\\$0") + "(?![0-9])";
    }

    /** The letters of Base64 that the identifier decides alone, where it begins at a multiple of three, as WhatsApp has it. */
    private static String asInMessageIds(String identifier) {
        byte[] bytes = identifier.getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(bytes).substring(0, bytes.length * 8 / 6);
    }
}
