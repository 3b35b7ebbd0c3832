package io.quickbooking.core.message;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The languages in which customers are answered. */
public final class Languages {
    private static final List<Locale> SUPPORTED = List.of(
            Locale.ENGLISH,
            Locale.forLanguageTag("es"),
            Locale.forLanguageTag("pt"),
            Locale.forLanguageTag("ru"),
            Locale.GERMAN,
            Locale.FRENCH,
            Locale.forLanguageTag("he"),
            Locale.forLanguageTag("ar"));

    private Languages() {}

    /** Returns the supported languages, English first. */
    public static List<Locale> supported() {
        return SUPPORTED;
    }

    /**
     * Returns the supported language of a tag: {@code es} for {@code es-MX}, because regions and scripts do not count.
     *
     * @param tag BCP 47 or with underscores, as WhatsApp writes it; anything else counts as unknown
     * @param fallback the language for an unknown tag; English if this is not supported either
     */
    public static Locale closest(@Nullable String tag, Locale fallback) {
        return Optional.ofNullable(tag)
                .map(known -> Locale.forLanguageTag(known.strip().replace('_', '-')))
                .flatMap(Languages::withoutRegion)
                .or(() -> withoutRegion(fallback))
                .orElse(Locale.ENGLISH);
    }

    private static Optional<Locale> withoutRegion(Locale locale) {
        return SUPPORTED.stream()
                .filter(supported -> supported.getLanguage().equals(locale.getLanguage()))
                .findFirst();
    }
}
