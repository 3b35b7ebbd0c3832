package io.quickbooking.console.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.accounts.Role;
import io.quickbooking.console.accounts.UserAccounts;
import io.quickbooking.console.testing.Operator;
import io.quickbooking.console.testing.Operator.Page;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.testing.TestDatabase;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Booking at the desk, moving, and notes, over HTTP and without JavaScript. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StaffPagesTest {
    private static final String NEW = "/admin/bookings/new";

    private final TestDatabase database = TestDatabase.create();
    private final LocalDate thursday =
            LocalDate.now(ZoneId.of("America/New_York")).plusDays(14).with(DayOfWeek.THURSDAY);
    private RunningConsole console;
    private Operator admin;
    private Operator staff;

    @BeforeAll
    void start() {
        console = RunningConsole.on(database, Map.of());
        admin = Operator.signedIn(console.address(), "admin", RunningConsole.PASSWORD);
        UUID aurora = database.jdbc()
                .sql("SELECT id FROM salons WHERE code = 'aurora'")
                .query(UUID.class)
                .single();
        String hash = console.bean(PasswordEncoder.class).encode("a fictional password");
        console.bean(UserAccounts.class).add("test", "rosa", hash, Role.STAFF, List.of(aurora));
        staff = Operator.signedIn(console.address(), "rosa", "a fictional password");
    }

    @AfterAll
    void stop() {
        console.close();
        database.close();
    }

    private String asked(String time) {
        return NEW + "?service=s456&master=m123&date=" + thursday + "&time=" + time;
    }

    private Page book(Operator who, Page form, String time, String name) {
        return who.submit(form, NEW, Map.of("time", time, "name", name));
    }

    private static String code(Page done) {
        assertThat(done.status()).isEqualTo(303);
        return done.location().substring(done.location().lastIndexOf('/') + 1);
    }

    @Test
    void a_walk_in_is_booked_once_however_often_the_form_is_sent() {
        Page form = staff.get(asked("10:00"));
        assertThat(form.body()).contains("value=\"10:00\" checked").doesNotContain("Another time", "??");
        String code = code(book(staff, form, "10:00", "Wanda Walk-in"));
        assertThat(code(book(staff, form, "10:00", "Wanda Walk-in"))).isEqualTo(code);
        Page booking = staff.get("/admin/bookings/" + code);
        assertThat(booking.body())
                .contains("The booking is made", "Wanda Walk-in", "Booked by the salon", "rosa")
                .doesNotContain("Booked by the customer", "??");
        assertThat(database.count("customers WHERE name = 'Wanda Walk-in'")).isOne();
    }

    @Test
    void a_time_that_is_gone_says_so_and_the_form_keeps_what_was_typed() {
        Page first = staff.get(asked("11:00"));
        Page second = staff.get(asked("11:00"));
        book(staff, first, "11:00", "First");
        Page lost = book(staff, second, "11:00", "Second Guest");
        assertThat(lost.status()).isEqualTo(409);
        assertThat(lost.body())
                .contains("Somebody has this time by now", "value=\"Second Guest\"")
                .doesNotContain("value=\"11:00\"", "??");
        assertThat(book(staff, lost, "12:00", "Second Guest").status()).isEqualTo(303);
    }

    @Test
    void what_cannot_be_understood_is_asked_again() {
        Page form = staff.get(asked("14:00"));
        Page nobody = staff.submit(form, NEW, Map.of("time", "14:00"));
        assertThat(nobody.status()).isEqualTo(422);
        assertThat(nobody.body()).contains("Tell a name or a phone number");
        assertThat(staff.submit(form, NEW, Map.of("time", "14:00", "phone", "0100"))
                        .body())
                .contains("could not be understood");
        assertThat(staff.submit(form, NEW, Map.of("name", "No Time")).status()).isEqualTo(422);
        for (String odd : new String[] {"?service=nobody", "?date=x&time=99:99&master=y&customer=z", "?salon=none"}) {
            assertThat(staff.get(NEW + odd).status()).as(odd).isIn(200, 404);
        }
    }

    @Test
    void only_an_administrator_books_outside_working_hours() {
        Page form = admin.get(asked("21:30"));
        assertThat(form.body()).contains("Another time", "value=\"21:30\"", "The time you picked isn’t free");
        Page refused = staff.submit(
                staff.get(asked("")), NEW, Map.of("time", "other", "other", "21:30", "name", "Late Guest"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).contains("Nobody works then");
        String code = code(admin.submit(form, NEW, Map.of("time", "other", "other", "21:30", "name", "Late Guest")));
        assertThat(database.count(
                        "audit_log WHERE act = 'booking_made' AND details ->> 'although' = 'closed' AND subject = '"
                                + code + "'"))
                .isOne();
    }

    @Test
    void a_booking_is_moved_and_an_older_page_is_told_so() {
        String code = code(book(staff, staff.get(asked("15:00")), "15:00", "Moving Guest"));
        String path = "/admin/bookings/" + code + "/move";
        assertThat(staff.get("/admin/bookings/" + code).body()).contains(path);
        Page form = staff.get(path);
        assertThat(form.body()).contains("value=\"16:30\"").doesNotContain("value=\"15:00\"", "??");
        Page done = staff.submit(form, path, Map.of("time", "16:30", "note", "asked by phone"));
        assertThat(staff.get(done.location()).body())
                .contains("The booking is moved", "4:30", "asked by phone", "Moved");
        Page stale = staff.submit(form, path, Map.of("time", "17:00"));
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.body())
                .contains("has changed since you opened it", "rosa")
                .doesNotContain("??");
    }

    @Test
    void of_who_said_stop_no_form_offers_to_message_them() {
        Page form = staff.get(asked("17:00").replace("m123", "m125"));
        String code = code(book(staff, form, "17:00", "Stella Stop"));
        UUID customer = database.jdbc()
                .sql("SELECT id FROM customers WHERE name = 'Stella Stop'")
                .query(UUID.class)
                .single();
        String[] pages = {
            "/admin/bookings/" + code + "/cancel",
            "/admin/bookings/" + code + "/move?date=" + thursday,
            asked("09:00") + "&customer=" + customer
        };
        wroteJustNow(customer, "NULL");
        for (String page : pages) {
            assertThat(staff.get(page).body())
                    .as(page)
                    .contains("name=\"inform\"")
                    .doesNotContain("wrote “stop”");
        }
        wroteJustNow(customer, "now()");
        for (String page : pages) {
            assertThat(staff.get(page).body())
                    .as(page)
                    .contains("wrote “stop”", "Please call them")
                    .doesNotContain("name=\"inform\"", "24 hours", "??");
        }
        assertThat(staff.get("/admin/customers/" + customer).body()).contains("Answers only");
    }

    private void wroteJustNow(UUID customer, String optedOutAt) {
        database.jdbc()
                .sql("UPDATE customers SET phone = '15550100177', last_inbound_at = now(), opted_out_at = " + optedOutAt
                        + " WHERE id = ?")
                .param(customer)
                .update();
    }

    @Test
    void notes_are_kept_and_not_overwritten_unseen() {
        String code = code(book(staff, staff.get(asked("09:00")), "09:00", "Noted Guest"));
        Matcher link = Pattern.compile("/admin/customers/[0-9a-f-]+")
                .matcher(staff.get("/admin/bookings/" + code).body());
        assertThat(link.find()).isTrue();
        String path = link.group();
        Page page = staff.get(path);
        assertThat(page.body()).contains("Last services", NEW + "?salon=aurora");
        assertThat(staff.submit(page, path + "/notes", Map.of("notes", "likes\r\n<b>tea</b>"))
                        .status())
                .isEqualTo(303);
        assertThat(staff.get(path).body()).contains("likes\n&lt;b&gt;tea&lt;/b&gt;");
        Page late = staff.submit(page, path + "/notes", Map.of("notes", "likes coffee"));
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.body())
                .contains("likes coffee", "Somebody else changed this")
                .doesNotContain("??");
    }
}
