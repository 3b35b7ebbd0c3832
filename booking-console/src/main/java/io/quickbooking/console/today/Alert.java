package io.quickbooking.console.today;

import io.quickbooking.console.desk.Formats;
import io.quickbooking.core.analytics.Answers;
import io.quickbooking.core.analytics.Rate;
import io.quickbooking.core.analytics.Share;
import io.quickbooking.core.analytics.Tally;
import io.quickbooking.core.watch.AlarmKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something that somebody should look at.
 *
 * @param key the end of its text's key
 * @param value what the text names, with the part and the whole it comes from
 * @param path of the page that tells more
 */
record Alert(String key, String value, String part, String whole, String path) {

    /** The alarm of all salons that says the same of them. */
    Optional<AlarmKind> alarm() {
        return switch (key) {
            case "confirmation-success" -> Optional.of(AlarmKind.CONFIRMATION_SUCCESS);
            case "session-expiration" -> Optional.of(AlarmKind.SESSION_EXPIRATION);
            case "latency" -> Optional.of(AlarmKind.TAP_LATENCY);
            case "database" -> Optional.of(AlarmKind.DATABASE_ERRORS);
            default -> Optional.empty();
        };
    }

    /** @param recent what was counted of late */
    static List<Alert> of(Tally recent, Answers answers, long failedMessages, Formats formats) {
        List<Alert> alerts = new ArrayList<>();
        addRate(Rate.CONFIRMATION_SUCCESS, "confirmation-success", recent, formats, alerts);
        addRate(Rate.SESSION_EXPIRATION, "session-expiration", recent, formats, alerts);
        if (answers.alarmsBySlowness()) {
            String count = formats.number(answers.sent());
            alerts.add(new Alert("latency", formats.latency(answers.average()), count, count, "/admin/messages"));
        }
        if (answers.alarmsByFailures()) {
            alerts.add(of("database", answers.failedAttempts(), formats, "/admin/health"));
        }
        if (failedMessages > 0) {
            String count = formats.number(failedMessages);
            alerts.add(new Alert("failed", count, count, count, "/admin/messages"));
        }
        return List.copyOf(alerts);
    }

    private static void addRate(Rate rate, String key, Tally recent, Formats formats, List<Alert> alerts) {
        Share share = recent.share(rate);
        if (rate.alarms(share)) {
            alerts.add(of(key, share, formats, "/admin/conflicts"));
        }
    }

    private static Alert of(String key, Share share, Formats formats, String path) {
        return new Alert(
                key, formats.percent(share.value()), formats.number(share.part()), formats.number(share.whole()), path);
    }
}
