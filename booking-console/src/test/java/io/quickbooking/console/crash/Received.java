package io.quickbooking.console.crash;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * A message on a customer's phone.
 *
 * @param id what the application calls it: the same however often it sends it
 * @param wamid what it was told WhatsApp calls it; another one each time
 */
record Received(String phone, String id, String wamid, JsonNode body) {
    private static final Pattern CODE = Pattern.compile("Booking code: (BK\\d+)");

    /** What the customer would tap to book, if this is a card. */
    Optional<String> confirmButton() {
        return StreamSupport.stream(body.at("/interactive/action/buttons").spliterator(), false)
                .map(button -> button.at("/reply/id").asString(""))
                .filter(button -> button.startsWith("confirm_booking_"))
                .findFirst();
    }

    Optional<String> bookingCode() {
        Matcher code = CODE.matcher(text());
        return code.find() ? Optional.of(code.group(1)) : Optional.empty();
    }

    boolean saysExpired() {
        return text().startsWith("Session expired");
    }

    boolean offersOtherTimes() {
        return text().startsWith("Sorry, this time slot is no longer available")
                || text().startsWith("Sorry, this slot was just booked");
    }

    String text() {
        return body.path("type").asString("").equals("text")
                ? body.at("/text/body").asString("")
                : body.at("/interactive/body/text").asString("");
    }
}
