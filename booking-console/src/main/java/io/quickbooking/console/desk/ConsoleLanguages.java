package io.quickbooking.console.desk;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The languages in which the console speaks to its operators. */
public final class ConsoleLanguages {
    public static final List<Locale> ALL = List.of(Locale.ENGLISH, Locale.forLanguageTag("he"));

    private ConsoleLanguages() {}

    static Locale wanted(HttpServletRequest request) {
        if (request.getHeader("Accept-Language") == null) {
            return Locale.ENGLISH;
        }
        return Collections.list(request.getLocales()).stream()
                .map(Locale::getLanguage)
                .flatMap(language ->
                        ALL.stream().filter(known -> known.getLanguage().equals(language)))
                .findFirst()
                .orElse(Locale.ENGLISH);
    }

    static Locale closest(Locale locale) {
        return ALL.stream()
                .filter(known -> known.getLanguage().equals(locale.getLanguage()))
                .findFirst()
                .orElse(Locale.ENGLISH);
    }
}
