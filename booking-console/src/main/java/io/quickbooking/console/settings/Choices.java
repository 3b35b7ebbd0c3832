package io.quickbooking.console.settings;

import io.quickbooking.core.message.Languages;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;

/** What the details of a salon may be chosen from, for the lists behind the fields. */
final class Choices {
    private static final List<String> ZONES = ZoneId.getAvailableZoneIds().stream()
            .filter(zone -> zone.contains("/") && !zone.startsWith("Etc/") && !zone.startsWith("SystemV/"))
            .sorted()
            .toList();
    private static final List<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .sorted()
            .toList();

    private final Locale locale;

    Choices(Locale locale) {
        this.locale = locale;
    }

    public List<String> zones() {
        return ZONES;
    }

    public List<String> currencies() {
        return CURRENCIES;
    }

    /** Those in which customers can be answered. */
    public List<Choice> languages() {
        return Languages.supported().stream()
                .map(language -> new Choice(language.toLanguageTag(), language.getDisplayName(locale)))
                .toList();
    }

    record Choice(String value, String label) {}
}
