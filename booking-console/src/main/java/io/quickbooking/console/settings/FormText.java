package io.quickbooking.console.settings;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** Reads fields of forms: what was typed, without the spaces around it. */
final class FormText {
    private FormText() {}

    static String of(MultiValueMap<String, String> form, String field) {
        return Optional.ofNullable(form.getFirst(field)).map(String::strip).orElse("");
    }

    /** Null: the form did not ask, so it stays as it stands. */
    static @Nullable String ifAsked(MultiValueMap<String, String> form, String field) {
        return form.containsKey(field) ? of(form, field) : null;
    }

    static boolean isTicked(MultiValueMap<String, String> form, String field) {
        return form.containsKey(field);
    }
}
