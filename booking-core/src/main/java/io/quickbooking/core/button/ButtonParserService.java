package io.quickbooking.core.button;

import io.quickbooking.core.button.ButtonId.ChangeTime;
import io.quickbooking.core.button.ButtonId.Confirm;
import io.quickbooking.core.button.ButtonId.PickSlot;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes and reads button ids; {@code parse(format(id))} is {@code id}. */
public final class ButtonParserService {
    /** What a list row's id may have, the shorter of WhatsApp's limits. */
    public static final int MAX_LENGTH = 200;

    private static final String REFERENCE = "[A-Za-z0-9-]{1,36}";
    private static final Pattern SLOT =
            Pattern.compile("slot_(\\d{4}-\\d{2}-\\d{2})_(\\d{2}:\\d{2})_(" + REFERENCE + ")(?:_(" + REFERENCE + "))?");
    private static final Pattern CONFIRM = Pattern.compile("confirm_booking_([A-Za-z0-9._-]{1,64})");
    private static final Pattern CHANGE_TIME = Pattern.compile("change_time_([A-Za-z0-9._-]{1,64})");
    // Strict: 30 February and 24:00 do not exist.
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    /** What an id stands for; empty when it is malformed, which includes dates that do not exist. */
    public Optional<ButtonId> parse(String id) {
        if (id.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Matcher slot = SLOT.matcher(id);
        if (slot.matches()) {
            return pickSlot(slot);
        }
        Matcher confirm = CONFIRM.matcher(id);
        if (confirm.matches()) {
            return Optional.of(new Confirm(confirm.group(1)));
        }
        Matcher changeTime = CHANGE_TIME.matcher(id);
        return changeTime.matches() ? Optional.of(new ChangeTime(changeTime.group(1))) : Optional.empty();
    }

    /** The id of a button that stands for this. */
    public String format(ButtonId id) {
        return id.fold(
                slot -> "slot_" + DATE.format(slot.date()) + "_" + TIME.format(slot.time()) + "_" + slot.masterRef()
                        + (slot.serviceRef() == null ? "" : "_" + slot.serviceRef()),
                confirm -> "confirm_booking_" + confirm.token(),
                change -> "change_time_" + change.token());
    }

    private static Optional<ButtonId> pickSlot(Matcher slot) {
        try {
            return Optional.of(new PickSlot(
                    LocalDate.parse(slot.group(1), DATE),
                    LocalTime.parse(slot.group(2), TIME),
                    slot.group(3),
                    slot.group(4)));
        } catch (DateTimeException impossible) {
            return Optional.empty();
        }
    }
}
