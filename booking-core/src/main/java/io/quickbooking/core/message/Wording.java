package io.quickbooking.core.message;

import java.util.Locale;

/** The phrases and formats of one language. */
record Wording(Phrases phrases, LocalFormat format, SlotTitles titles) {
    /** @param language one of {@link Languages#supported()} */
    static Wording in(Locale language) {
        Phrases phrases = Phrases.in(language);
        LocalFormat format = new LocalFormat(phrases);
        return new Wording(phrases, format, new SlotTitles(phrases, format));
    }
}
