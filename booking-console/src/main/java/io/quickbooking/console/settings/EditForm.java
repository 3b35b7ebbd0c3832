package io.quickbooking.console.settings;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a form shows beside its fields.
 *
 * @param seen fingerprint of what the operator saw
 * @param errors the last part of a text's key by field
 * @param general what is wrong with no field of the form
 * @param differences what somebody else has changed meanwhile, and what the operator typed there
 * @param stranded bookings that saving would strand; null: none
 * @param zone bookings that a new time zone concerns; null: none
 */
record EditForm(
        String seen,
        Map<String, String> errors,
        List<String> general,
        List<Difference> differences,
        @Nullable StrandedView stranded,
        @Nullable ZoneView zone) {
    EditForm(
            String seen,
            Map<String, String> errors,
            List<String> general,
            List<Difference> differences,
            @Nullable StrandedView stranded) {
        this(seen, errors, general, differences, stranded, null);
    }

    /** The same, carrying on an answer about the time zone. */
    EditForm with(@Nullable ZoneView answered) {
        return new EditForm(seen, errors, general, differences, stranded, answered);
    }

    static EditForm fresh(String seen) {
        return new EditForm(seen, Map.of(), List.of(), List.of(), null);
    }

    /** For templates: the end of the error text's key, null where the field is right. */
    public @Nullable String error(String field) {
        return errors.get(field);
    }

    public boolean isRefused() {
        return !errors.isEmpty() || !general.isEmpty();
    }

    public boolean isOvertaken() {
        return !differences.isEmpty();
    }

    /** @param field the end of a text's key */
    record Difference(String field, String now, String yours) {}
}
