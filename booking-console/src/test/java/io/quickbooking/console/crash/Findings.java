package io.quickbooking.console.crash;

import io.quickbooking.console.crash.Slots.Slot;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Holds the database against what customers were told. Rows are read from the tables themselves, never through an index:
 * one that a crash had spoiled would hide what is wrong.
 */
final class Findings {
    private static final Set<String> SENT = Set.of("SENT", "DELIVERED", "READ");

    private final JdbcClient jdbc;
    private final List<Customer> customers;
    private final Map<String, Set<String>> wamidsById;
    private final Set<String> codesReceived;

    /** @param jdbc that reads tables from end to end */
    Findings(JdbcClient jdbc, WhatsApp whatsApp, List<Customer> customers) {
        this.jdbc = jdbc;
        this.customers = customers;
        List<Received> received = whatsApp.received();
        wamidsById = received.stream()
                .collect(Collectors.groupingBy(Received::id, Collectors.mapping(Received::wamid, Collectors.toSet())));
        codesReceived = received.stream()
                .flatMap(message -> message.bookingCode().map(code -> told(code, message.phone())).stream())
                .collect(Collectors.toSet());
    }

    private static String told(String code, String phone) {
        return code + " to " + phone;
    }

    /** Waits until nothing waits any more; what still does then is a finding. */
    void drain(Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (waiting("inbound_messages") + waiting("outbound_messages") > 0 && System.nanoTime() < end) {
            Pause.millis(200);
        }
    }

    /** Empty when every promise was kept. */
    List<String> all() {
        List<String> all = new ArrayList<>();
        customers.forEach(customer -> customer.complaint().ifPresent(all::add));
        all.addAll(bookings());
        all.addAll(messages());
        all.addAll(taps());
        none(all, "bookings that overlap another of their master", """
                SELECT count(*)
                FROM (
                  SELECT busy_from < max(busy_until) OVER (
                           PARTITION BY salon_id, master_id
                           ORDER BY busy_from, busy_until
                           ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS crossed
                  FROM bookings
                  WHERE realm = 'LIVE'
                    AND status IN ('HELD', 'CONFIRMED', 'COMPLETED')
                ) booked
                WHERE crossed
                """);
        none(all, "difference between the salon's counter and its bookings", """
                SELECT abs(sum(usage_current_bookings) - (SELECT count(*) FROM bookings WHERE realm = 'LIVE'))
                FROM salons
                """);
        none(all, "sessions ended before their time without a booking or a loss", """
                SELECT count(*)
                FROM sessions
                WHERE state = 'EXPIRED'
                  AND ended_at < expires_at
                """);
        none(all, "live sessions that their customer is not in", """
                SELECT count(*)
                FROM sessions session
                JOIN customers customer ON customer.id = session.customer_id
                WHERE session.state = 'ACTIVE'
                  AND session.expires_at > now()
                  AND customer.session_id IS DISTINCT FROM session.id
                """);
        none(all, "taps with another number of events than one", """
                SELECT count(*)
                FROM (
                  SELECT tap.id
                  FROM inbound_messages tap
                  LEFT JOIN tap_events event ON event.inbound_id = tap.id
                  WHERE tap.state = 'DONE'
                  GROUP BY tap.id
                  HAVING count(event.id) <> 1
                ) odd
                """);
        return all;
    }

    /**
     * A database that is away is told in lines; a stack trace for each customer who comes meanwhile would fill the disk. One for
     * a kill is what a start may leave that was struck in its middle.
     */
    static List<String> stackTraces(List<Node> nodes, int kills) throws IOException {
        List<String> found = new ArrayList<>();
        for (Node node : nodes) {
            List<String> lines = node.output();
            for (int i = 1; i < lines.size(); i++) {
                if (isFrame(lines.get(i)) && !isFrame(lines.get(i - 1))) {
                    found.add("a stack trace: " + lines.get(i - 1) + lines.get(i));
                }
            }
        }
        return found.size() > kills ? found : List.of();
    }

    private static boolean isFrame(String line) {
        return line.startsWith("\tat ");
    }

    private long waiting(String table) {
        return jdbc.sql("SELECT count(*) FROM " + table + " WHERE state = 'PENDING'")
                .query(Long.class)
                .single();
    }

    private void none(List<String> all, String what, String count) {
        long found = jdbc.sql(count).query(Long.class).single();
        if (found != 0) {
            all.add(found + " " + what);
        }
    }

    private record BookingRow(String bookingCode, String customerPhone, String status, Instant startTs) {}

    /** Those who were told a code have that booking, and there is none that its customer was not told of. */
    private List<String> bookings() {
        List<String> found = new ArrayList<>();
        Map<String, BookingRow> rows = new HashMap<>();
        for (BookingRow row : jdbc.sql("""
                SELECT booking_code, customer_phone, status, start_ts
                FROM bookings
                WHERE realm = 'LIVE'
                """).query(BookingRow.class).list()) {
            if (rows.put(row.bookingCode(), row) != null) {
                found.add("there are two bookings " + row.bookingCode());
            }
            if (!codesReceived.contains(told(row.bookingCode(), row.customerPhone()))) {
                found.add("%s was never told of booking %s".formatted(row.customerPhone(), row.bookingCode()));
            }
        }
        for (Customer customer : customers) {
            customer.booked().forEach((code, slot) -> {
                if (!isThatOf(rows.get(code), customer, slot)) {
                    found.add(
                            "%s was told %s for %s and has %s".formatted(customer.phone(), code, slot, rows.get(code)));
                }
                rows.remove(code);
            });
        }
        rows.values().forEach(row -> found.add("nobody confirmed " + row));
        return found;
    }

    private static boolean isThatOf(@Nullable BookingRow row, Customer customer, Slot slot) {
        return row != null
                && row.status().equals("CONFIRMED")
                && row.customerPhone().equals(customer.phone())
                && row.startTs().equals(slot.start());
    }

    private record MessageRow(
            long id, String state, @Nullable String wamid, boolean timeKnown) {}

    /** All are sent, at least once and under a name that their row knows; so is each booking's confirmation. */
    private List<String> messages() {
        List<String> found = new ArrayList<>();
        for (MessageRow row : jdbc.sql("""
                SELECT id, state, wamid, COALESCE(sent_at, delivered_at) IS NOT NULL AS time_known
                FROM outbound_messages
                """).query(MessageRow.class).list()) {
            Set<String> wamids = wamidsById.getOrDefault("qb-" + row.id(), Set.of());
            boolean named = row.wamid() != null && wamids.contains(row.wamid());
            if (!SENT.contains(row.state()) || !row.timeKnown() || !named) {
                found.add("%s reached its customer as %s".formatted(row, wamids));
            }
        }
        none(found, "bookings without a confirmation", """
                SELECT count(*)
                FROM bookings booking
                LEFT JOIN outbound_messages message
                  ON message.booking_id = booking.id
                 AND message.kind = 'booked'
                WHERE message.id IS NULL
                """);
        return found;
    }

    private record TapRow(String messageId, String state) {}

    /** What was answered with 200 is there, once, and handled. */
    private List<String> taps() {
        List<String> found = new ArrayList<>();
        Set<String> delivered = new HashSet<>();
        customers.forEach(customer -> delivered.addAll(customer.taps()));
        Map<String, List<TapRow>> rows =
                jdbc.sql("SELECT message_id, state FROM inbound_messages").query(TapRow.class).stream()
                        .collect(Collectors.groupingBy(TapRow::messageId));
        delivered.stream()
                .filter(wamid -> !rows.containsKey(wamid))
                .map("%s was accepted and is not there"::formatted)
                .forEach(found::add);
        rows.values().stream()
                .filter(same -> same.size() > 1 || !same.get(0).state().equals("DONE"))
                .map(Object::toString)
                .forEach(found::add);
        return found;
    }
}
