package io.quickbooking.console.desk;

import io.quickbooking.core.watch.Alarm;
import io.quickbooking.core.watch.AlarmKind;
import java.time.Duration;

/**
 * An alarm of the whole system, for who sees all of it.
 *
 * @param code the end of its texts' keys
 * @param value as shown
 * @param limit as shown
 */
public record AlarmView(String code, String value, String limit) {
    public static AlarmView of(Alarm alarm, Formats formats) {
        AlarmKind kind = alarm.kind();
        return new AlarmView(kind.code(), value(kind, alarm.value(), formats), value(kind, kind.limit(), formats));
    }

    private static String value(AlarmKind kind, double value, Formats formats) {
        return switch (kind) {
            case CONFIRMATION_SUCCESS, SESSION_EXPIRATION, DATABASE_ERRORS -> formats.percent(value);
            case DATABASE_AWAY, TAP_LATENCY, OUTBOX_AGE, INBOX_AGE, CLOCK_DIFFERENCE ->
                formats.latency(Duration.ofMillis(Math.round(value * 1000)));
            case AUDIT_FINDINGS -> formats.number(Math.round(value));
        };
    }
}
