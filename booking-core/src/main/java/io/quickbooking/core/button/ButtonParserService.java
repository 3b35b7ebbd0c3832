package io.quickbooking.core.button;

import io.quickbooking.core.button.ButtonId.BookingPlace;
import io.quickbooking.core.button.ButtonId.CancelBooking;
import io.quickbooking.core.button.ButtonId.CancelForGood;
import io.quickbooking.core.button.ButtonId.ChangeTime;
import io.quickbooking.core.button.ButtonId.Confirm;
import io.quickbooking.core.button.ButtonId.KeepBooking;
import io.quickbooking.core.button.ButtonId.MoreTimes;
import io.quickbooking.core.button.ButtonId.MyBookings;
import io.quickbooking.core.button.ButtonId.NextTimes;
import io.quickbooking.core.button.ButtonId.PickDay;
import io.quickbooking.core.button.ButtonId.PickMaster;
import io.quickbooking.core.button.ButtonId.PickService;
import io.quickbooking.core.button.ButtonId.PickSlot;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Formats and parses button ids; {@code parse(format(id))} is {@code id}. */
public final class ButtonParserService {
    /** The maximum length of a list row's id, the shorter of WhatsApp's limits. */
    public static final int MAX_LENGTH = 200;

    private static final String REFERENCE = "([A-Za-z0-9-]{1,36})";
    private static final String DAY = "(\\d{4}-\\d{2}-\\d{2})";
    private static final String CLOCK = "(\\d{2}:\\d{2})";
    private static final String AFTER = "(?:_" + REFERENCE + ")?";
    private static final String TOKEN = "([A-Za-z0-9._-]{1,64})";
    private static final String CODE = "(BK[0-9]{6,8})";
    // Strict: 30 February and 24:00 do not exist.
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    private static final List<Form> FORMS = List.of(
            new Form(
                    "slot_" + DAY + "_" + CLOCK + "_" + REFERENCE + "(?:_" + REFERENCE + ")?",
                    id -> new PickSlot(date(id.group(1)), time(id.group(2)), id.group(3), id.group(4))),
            new Form("confirm_booking_" + TOKEN, id -> new Confirm(id.group(1))),
            new Form("change_time_" + TOKEN, id -> new ChangeTime(id.group(1))),
            new Form("next_times", id -> new NextTimes()),
            new Form("more_times" + AFTER, id -> new MoreTimes(id.group(1))),
            new Form("pick_service_" + REFERENCE + AFTER, id -> new PickService(id.group(1), id.group(2))),
            new Form(
                    "pick_master_" + REFERENCE + "_" + REFERENCE + "(?:_" + DAY + ")?",
                    id -> new PickMaster(
                            id.group(1), master(id.group(2)), id.group(3) == null ? null : date(id.group(3)))),
            new Form(
                    "pick_day_" + REFERENCE + "_" + REFERENCE + "_" + DAY + "(?:_" + CLOCK + ")?",
                    id -> new PickDay(
                            id.group(1),
                            master(id.group(2)),
                            date(id.group(3)),
                            id.group(4) == null ? null : time(id.group(4)))),
            new Form(
                    "my_bookings(?:_" + DAY + "_" + CLOCK + "_" + CODE + ")?",
                    id -> new MyBookings(
                            id.group(1) == null
                                    ? null
                                    : new BookingPlace(date(id.group(1)).atTime(time(id.group(2))), id.group(3)))),
            new Form("cancel_booking_" + CODE, id -> new CancelBooking(id.group(1))),
            new Form("cancel_for_good_" + CODE, id -> new CancelForGood(id.group(1))),
            new Form("keep_booking_" + CODE, id -> new KeepBooking(id.group(1))));

    private record Form(Pattern pattern, Function<MatchResult, ButtonId> read) {
        Form(String pattern, Function<MatchResult, ButtonId> read) {
            this(Pattern.compile(pattern), read);
        }
    }

    /** Parses an id; empty when it is malformed, which includes dates that do not exist. */
    public Optional<ButtonId> parse(String id) {
        if (id.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        for (Form form : FORMS) {
            Matcher matcher = form.pattern().matcher(id);
            if (matcher.matches()) {
                try {
                    return Optional.of(form.read().apply(matcher));
                } catch (DateTimeException impossible) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    /** Formats the id of a button. */
    public String format(ButtonId id) {
        return id.match(new Writer());
    }

    private static LocalDate date(String text) {
        return LocalDate.parse(text, DATE);
    }

    private static LocalTime time(String text) {
        return LocalTime.parse(text, TIME);
    }

    private static @Nullable String master(String reference) {
        return reference.equals(ButtonId.ANYONE) ? null : reference;
    }

    private static final class Writer implements ButtonId.Cases<String> {
        @Override
        public String pickSlot(PickSlot button) {
            return "slot_" + DATE.format(button.date()) + "_" + TIME.format(button.time()) + "_" + button.masterRef()
                    + (button.serviceRef() == null ? "" : "_" + button.serviceRef());
        }

        @Override
        public String confirm(Confirm button) {
            return "confirm_booking_" + button.token();
        }

        @Override
        public String changeTime(ChangeTime button) {
            return "change_time_" + button.token();
        }

        @Override
        public String nextTimes(NextTimes button) {
            return "next_times";
        }

        @Override
        public String moreTimes(MoreTimes button) {
            return "more_times" + after(button.after());
        }

        @Override
        public String pickService(PickService button) {
            return "pick_service_" + button.serviceRef() + after(button.after());
        }

        @Override
        public String pickMaster(PickMaster button) {
            return "pick_master_" + button.serviceRef() + "_" + master(button.masterRef())
                    + (button.from() == null ? "" : "_" + DATE.format(button.from()));
        }

        @Override
        public String pickDay(PickDay button) {
            return "pick_day_" + button.serviceRef() + "_" + master(button.masterRef()) + "_"
                    + DATE.format(button.date()) + (button.from() == null ? "" : "_" + TIME.format(button.from()));
        }

        @Override
        public String myBookings(MyBookings button) {
            BookingPlace after = button.after();
            return "my_bookings"
                    + (after == null
                            ? ""
                            : "_" + DATE.format(after.start()) + "_" + TIME.format(after.start()) + "_"
                                    + after.bookingCode());
        }

        @Override
        public String cancelBooking(CancelBooking button) {
            return "cancel_booking_" + button.bookingCode();
        }

        @Override
        public String cancelForGood(CancelForGood button) {
            return "cancel_for_good_" + button.bookingCode();
        }

        @Override
        public String keepBooking(KeepBooking button) {
            return "keep_booking_" + button.bookingCode();
        }

        private static String after(@Nullable String after) {
            return after == null ? "" : "_" + after;
        }

        private static String master(@Nullable String reference) {
            return reference == null ? ButtonId.ANYONE : reference;
        }
    }
}
