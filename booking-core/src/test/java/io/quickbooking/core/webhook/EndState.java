package io.quickbooking.core.webhook;

import io.quickbooking.testing.TestDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All that is stored about each customer, such that two databases can be compared: no times of handling, no attempts, and
 * for ids and codes that are drawn at random in which order they turned up.
 */
final class EndState {
    private static final Pattern DRAWN =
            Pattern.compile("BK[0-9]{6,8}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /** Each with the customer first, and in an order that nothing drawn at random decides. */
    private static final List<String> TABLES = List.of("""
            SELECT c.phone, 'tap', i.message_id, e.kind, e.button_id, m.code, s.code, e.slot_start, e.outcome, e.reason,
                   e.session_id, b.booking_code, o.kind
            FROM tap_events e
            JOIN customers c ON c.id = e.customer_id
            JOIN inbound_messages i ON i.id = e.inbound_id
            LEFT JOIN masters m ON m.id = e.master_id
            LEFT JOIN services s ON s.id = e.service_id
            LEFT JOIN bookings b ON b.id = e.booking_id
            LEFT JOIN outbound_messages o ON o.id = e.outbound_id
            ORDER BY c.phone, i.message_id
            """, """
            SELECT c.phone, 'sent', i.message_id, o.kind, o.payload, o.state, o.wamid, o.delivered_at, o.read_at,
                   o.error_code, o.error, o.session_id, b.booking_code
            FROM outbound_messages o
            JOIN customers c ON c.id = o.customer_id
            JOIN inbound_messages i ON i.id = o.inbound_id
            LEFT JOIN bookings b ON b.id = o.booking_id
            ORDER BY c.phone, i.message_id, o.id
            """, """
            SELECT phone, 'received', message_id, kind, button_id, name, language, state,
                   regexp_replace(payload, '"timestamp":"[0-9]+"', '')
            FROM inbound_messages
            ORDER BY phone, message_id, id
            """, """
            SELECT c.phone, 'session', s.state, s.selection, s.step, s.day, m.code, v.code, s.start_ts, s.end_ts, s.price,
                   s.language, s.realm
            FROM sessions s
            JOIN customers c ON c.id = s.customer_id
            LEFT JOIN masters m ON m.id = s.master_id
            LEFT JOIN services v ON v.id = s.service_id
            ORDER BY c.phone, (
              SELECT min(i.message_id)
              FROM tap_events e
              JOIN inbound_messages i ON i.id = e.inbound_id
              WHERE e.customer_id = s.customer_id AND e.session_id = s.id)
            """, """
            SELECT c.phone, 'booking', b.booking_code, b.status, b.version, m.code, v.code, b.service, b.start_ts, b.end_ts,
                   b.price, b.currency, b.customer_phone, b.customer_name, b.session_token
            FROM bookings b
            JOIN customers c ON c.id = b.customer_id
            JOIN masters m ON m.id = b.master_id
            JOIN services v ON v.id = b.service_id
            ORDER BY c.phone, (
              SELECT min(i.message_id)
              FROM tap_events e
              JOIN inbound_messages i ON i.id = e.inbound_id
              WHERE e.customer_id = b.customer_id AND e.booking_id = b.id)
            """, """
            SELECT phone, 'customer', user_id, name, language, selection, session_id IS NULL, opted_out_at IS NULL,
                   offered_at IS NULL, limited_at, erased_at
            FROM customers
            ORDER BY phone
            """, """
            SELECT phone_number_id, 'salon', usage_current_bookings
            FROM salons
            ORDER BY phone_number_id
            """, """
            SELECT reason, 'unhandled', payload
            FROM unhandled_events
            ORDER BY reason, payload
            """);

    private EndState() {}

    /** By customer. */
    static Map<String, List<String>> of(TestDatabase database) {
        Map<String, List<String>> state = new TreeMap<>();
        Map<String, Map<String, String>> names = new HashMap<>();
        for (String table : TABLES) {
            database.jdbc()
                    .sql(table)
                    .query((ResultSet row, int number) -> {
                        String whose = row.getString(1);
                        state.computeIfAbsent(whose, unused -> new ArrayList<>())
                                .add(named(line(row), names.computeIfAbsent(whose, unused -> new HashMap<>())));
                        return true;
                    })
                    .list();
        }
        return state;
    }

    private static String line(ResultSet row) throws SQLException {
        List<@Nullable String> columns = new ArrayList<>();
        for (int i = 2; i <= row.getMetaData().getColumnCount(); i++) {
            columns.add(row.getString(i));
        }
        return columns.toString();
    }

    private static String named(String line, Map<String, String> names) {
        return DRAWN.matcher(line)
                .replaceAll((MatchResult found) ->
                        names.computeIfAbsent(found.group(), unused -> "#" + (names.size() + 1)));
    }

    /** The first differences, for people. */
    static List<String> differences(Map<String, List<String>> expected, Map<String, List<String>> actual) {
        List<String> differences = new ArrayList<>();
        Map<String, List<String>> all = new TreeMap<>(expected);
        actual.forEach(all::putIfAbsent);
        for (String whose : all.keySet()) {
            List<String> wanted = expected.getOrDefault(whose, List.of());
            List<String> got = actual.getOrDefault(whose, List.of());
            for (int i = 0; i < Math.max(wanted.size(), got.size()) && differences.size() < 10; i++) {
                String one = i < wanted.size() ? wanted.get(i) : "nothing";
                String other = i < got.size() ? got.get(i) : "nothing";
                if (!one.equals(other)) {
                    differences.add(whose + ": expected " + one + ", got " + other);
                    break;
                }
            }
        }
        return differences;
    }
}
