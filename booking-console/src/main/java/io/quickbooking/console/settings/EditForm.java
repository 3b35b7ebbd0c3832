package io.quickbooking.console.settings;

import io.quickbooking.console.desk.Overtaken;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a form shows beside its fields.
 *
 * @param seen fingerprint of what the operator saw
 * @param errors the last part of a text's key by field
 * @param general what is wrong with no field of the form, as the last parts of texts' keys
 * @param overtaken what somebody else has changed meanwhile, and what the operator typed there; null: nothing
 * @param stranded bookings that saving would strand; null: none
 * @param zone bookings that a new time zone concerns; null: none
 */
record EditForm(
        String seen,
        Map<String, String> errors,
        List<String> general,
        @Nullable Overtaken overtaken,
        @Nullable StrandedView stranded,
        @Nullable ZoneView zone) {
    EditForm(
            String seen,
            Map<String, String> errors,
            List<String> general,
            @Nullable Overtaken overtaken,
            @Nullable StrandedView stranded) {
        this(seen, errors, general, overtaken, stranded, null);
    }

    /** The same, carrying on an answer about the time zone. */
    EditForm with(@Nullable ZoneView answered) {
        return new EditForm(seen, errors, general, overtaken, stranded, answered);
    }

    static EditForm fresh(String seen) {
        return new EditForm(seen, Map.of(), List.of(), null, null);
    }

    /** For templates: the end of the error text's key, null where the field is right. */
    public @Nullable String error(String field) {
        return errors.get(field);
    }

    public boolean isRefused() {
        return !errors.isEmpty() || !general.isEmpty();
    }

    /** Whether what was to be edited is not there any more. */
    public boolean isGone() {
        return overtaken != null && overtaken.gone();
    }
}
