package io.quickbooking.console.bookings;

import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.Formats;
import io.quickbooking.core.admin.lookup.BookingRow;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;

/**
 * Bookings as comma-separated values for a spreadsheet: every cell quoted, UTF-8 announced by a byte order mark, and
 * nothing in it that a spreadsheet would run.
 *
 * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">CSV injection</a>
 */
final class BookingCsv {
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final String LINE_END = "\r\n";
    /** Also the wide forms, which spreadsheets of East Asia take for the same. */
    private static final String STARTS_FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
    private static final List<String> COLUMNS = List.of(
            "code", "date", "time", "minutes", "status", "customer", "phone", "service", "master", "price", "currency");

    private final PrintWriter out;
    private final Desk desk;
    private final Formats formats;
    private final MessageSource texts;
    private final boolean wholePhones;
    private final Instant now;

    BookingCsv(PrintWriter out, Desk desk, MessageSource texts, boolean wholePhones, Instant now) {
        this.out = out;
        this.desk = desk;
        this.formats = desk.formats();
        this.texts = texts;
        this.wholePhones = wholePhones;
        this.now = now;
    }

    void head() {
        out.print(BYTE_ORDER_MARK);
        line(COLUMNS.stream().map(column -> text("bookings.csv." + column)));
    }

    void row(BookingRow row) {
        line(Stream.of(
                row.bookingCode(),
                DAY.format(formats.local(row.startTs())),
                TIME.format(formats.local(row.startTs())),
                Long.toString(Duration.between(row.startTs(), row.endTs()).toMinutes()),
                text("booking.status."
                        + StatusView.of(row.status(), row.endTs(), now).code()),
                Objects.requireNonNullElse(row.customerName(), ""),
                phone(row),
                row.service(),
                row.masterName(),
                amount(row),
                row.currency()));
    }

    /** Says that the list goes on. */
    void cutAt(int rows) {
        line(Stream.of(text("bookings.csv.cut", formats.number(rows))));
    }

    private String phone(BookingRow row) {
        if (row.customerPhone() == null) {
            return "";
        }
        return wholePhones ? formats.phone(row.customerPhone()) : formats.maskedPhone(row.customerPhone());
    }

    /** With a point and without a sign, for every spreadsheet to take as a number. */
    private static String amount(BookingRow row) {
        return BigDecimal.valueOf(row.price(), Formats.decimals(row.currency())).toPlainString();
    }

    private void line(Stream<String> cells) {
        out.print(cells.map(BookingCsv::cell).collect(Collectors.joining(",")));
        out.print(LINE_END);
    }

    static String cell(String value) {
        boolean formula = !value.isEmpty() && STARTS_FORMULA.indexOf(value.charAt(0)) >= 0;
        return '"' + (formula ? "'" : "") + value.replace("\"", "\"\"") + '"';
    }

    private String text(String key, Object... arguments) {
        return texts.getMessage(key, arguments, desk.locale());
    }
}
