package io.quickbooking.console.bench;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every page that reads much, as somebody opens it who works for the largest salon of a {@code VolumeData}. */
final class BenchPages {
    private static final String HERE = "salon=" + BenchData.SALON;
    private static final Pattern NEXT_PAGE =
            Pattern.compile("<nav class=\"pager\".*?href=\"([^\"]+)\"[^>]*>[^<]*</a>\\s*</nav>", Pattern.DOTALL);

    private final JdbcClient jdbc;
    private final BenchClient client;

    BenchPages(JdbcClient jdbc, BenchClient client) {
        this.jdbc = jdbc;
        this.client = client;
    }

    List<PageCase> all() throws IOException, InterruptedException {
        List<String> codes = some("booking_code", "bookings", "TRUE");
        List<String> phones = some("phone", "customers", "phone IS NOT NULL");
        List<String> names = some("name", "customers", "TRUE");
        List<String> customers = some("customer_id", "bookings", "created_at > now() - INTERVAL '60 days'");
        List<String> sessions = some("id", "sessions", "started_at > now() - INTERVAL '60 days'");
        List<String> messages = some("id", "outbound_messages", "TRUE");
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        String allBookings = "/admin/bookings?" + HERE + "&from=" + today.minusYears(2) + "&to=" + today.plusDays(60);
        return List.of(
                PageCase.page("Today", "/admin?" + HERE),
                PageCase.page("Live sessions", "/admin/sessions?" + HERE),
                PageCase.page("Session", paths("/admin/sessions/", sessions)),
                PageCase.page("Bookings", "/admin/bookings?" + HERE),
                PageCase.page("Bookings, cancelled in two years", allBookings + "&status=CANCELLED"),
                PageCase.page("Bookings, page 20 of two years", deep(allBookings, 20)),
                PageCase.lookUp("Look-up, exact code", search(codes)),
                PageCase.lookUp(
                        "Look-up, one slip",
                        search(codes.stream().map(BenchPages::slip).toList())),
                PageCase.lookUp(
                        "Look-up, phone",
                        search(phones.stream().map(phone -> "+" + phone).toList())),
                PageCase.lookUp("Look-up, name", search(names)),
                PageCase.page("Booking", paths("/admin/bookings/", codes)),
                PageCase.page("Customer", paths("/admin/customers/", customers)),
                PageCase.page("Calendar, day", "/admin/calendar?" + HERE),
                PageCase.page("Calendar, week", "/admin/calendar?" + HERE + "&view=week"),
                PageCase.page("Calendar, list", "/admin/calendar?" + HERE + "&view=list&date=" + today.minusDays(30)),
                PageCase.page("Conflicts, 7 days", conflicts(today, 7)),
                PageCase.page("Conflicts, 90 days", conflicts(today, 90)),
                PageCase.page("Simulator", "/admin/simulator?" + HERE),
                PageCase.page("Messages", "/admin/messages?" + HERE),
                PageCase.page("Messages, failed", "/admin/messages?" + HERE + "&state=failed"),
                PageCase.page("Message", paths("/admin/messages/", messages)),
                PageCase.page("Health", "/admin/health?" + HERE),
                PageCase.page("Settings", "/admin/settings?" + HERE),
                PageCase.page("Users", "/admin/users?" + HERE),
                PageCase.page("Audit", "/admin/audit?" + HERE));
    }

    private static List<String> paths(String prefix, List<String> ends) {
        return ends.stream().map(end -> prefix + end).toList();
    }

    private static List<String> search(List<String> texts) {
        return texts.stream()
                .map(text -> "/admin/search?" + HERE + "&q=" + BenchClient.encoded(text))
                .toList();
    }

    /** One wrong digit, which may name another booking: that look-up is an exact one then. */
    private static String slip(String code) {
        char wrong = code.charAt(4) == '9' ? '0' : (char) (code.charAt(4) + 1);
        return code.substring(0, 4) + wrong + code.substring(5);
    }

    private static String conflicts(LocalDate today, int days) {
        return "/admin/conflicts?" + HERE + "&from=" + today.minusDays(days) + "&to=" + today;
    }

    /** Follows "next page" so many times. */
    private String deep(String path, int pages) throws IOException, InterruptedException {
        String deeper = path;
        for (int i = 1; i < pages; i++) {
            Optional<String> next = client.get(deeper).link(NEXT_PAGE);
            if (next.isEmpty()) {
                return deeper;
            }
            deeper = next.get();
        }
        return deeper;
    }

    /** Texts of the large salon's rows, spread over all of them. */
    private List<String> some(String column, String table, String where) {
        return jdbc.sql("""
                        SELECT %1$s::TEXT
                        FROM (
                          SELECT %1$s
                          FROM %2$s t
                          WHERE salon_id = (SELECT id FROM salons WHERE code = :salon)
                            AND %3$s
                          ORDER BY t.id
                          LIMIT 20000
                        ) found
                        ORDER BY hashtext(%1$s::TEXT)
                        LIMIT 100
                        """.formatted(column, table, where))
                .param("salon", BenchData.SALON)
                .query(String.class)
                .list();
    }
}
