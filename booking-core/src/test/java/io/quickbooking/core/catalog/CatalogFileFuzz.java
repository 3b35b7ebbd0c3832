package io.quickbooking.core.catalog;

import static io.quickbooking.testing.FuzzInput.holds;
import static java.nio.charset.StandardCharsets.UTF_8;

/** Whatever a catalogue file is, it is read, or refused with what is wrong with it in one line. */
public final class CatalogFileFuzz {
    private CatalogFileFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        try {
            holds(
                    "has a salon",
                    !CatalogFile.parse("fuzz", new String(input, UTF_8))
                            .salonCodes()
                            .isEmpty());
        } catch (CatalogFileException refused) {
            String reason = refused.getMessage();
            holds("says where: " + reason, reason.startsWith("catalogue fuzz: "));
            holds("in one line: " + reason, reason.chars().noneMatch(Character::isISOControl));
        }
    }
}
