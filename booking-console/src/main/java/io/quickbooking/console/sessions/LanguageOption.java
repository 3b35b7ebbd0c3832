package io.quickbooking.console.sessions;

import io.quickbooking.core.message.Languages;
import java.util.List;
import java.util.Locale;

/** A language of customers, named in the operator's. */
record LanguageOption(String tag, String name) {

    static List<LanguageOption> all(Locale locale) {
        return Languages.supported().stream()
                .map(language -> of(language.toLanguageTag(), locale))
                .toList();
    }

    static LanguageOption of(String tag, Locale locale) {
        return new LanguageOption(tag, Locale.forLanguageTag(tag).getDisplayName(locale));
    }
}
