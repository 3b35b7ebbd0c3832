package io.quickbooking.console.simulator;

import java.util.Locale;

/** @param name in the operator's language */
record LanguageView(String tag, String name) {
    static LanguageView of(Locale language, Locale operators) {
        return new LanguageView(language.toLanguageTag(), language.getDisplayLanguage(operators));
    }
}
