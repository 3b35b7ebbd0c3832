package io.quickbooking.core.button;

import static io.quickbooking.testing.FuzzInput.holds;

import io.quickbooking.testing.FuzzInput;

/** Whatever an id is, it is read or malformed; what is read is written as it came, in plain ASCII. */
public final class ButtonIdFuzz {
    private static final ButtonParserService BUTTONS = new ButtonParserService();

    private ButtonIdFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String id = new FuzzInput(input).text();
        BUTTONS.parse(id).ifPresent(button -> {
            holds("comes back as it was: " + id, BUTTONS.format(button).equals(id));
            holds("is no longer than a row's id may be: " + id, id.length() <= ButtonParserService.MAX_LENGTH);
            holds(
                    "has nothing in it that could be markup, a formula, a wildcard or a path: " + id,
                    id.chars()
                            .allMatch(character -> character >= '0' && character <= '9'
                                    || character >= 'a' && character <= 'z'
                                    || character >= 'A' && character <= 'Z'
                                    || "_-.:".indexOf(character) >= 0));
            holds("the ledger has a name for it: " + id, button.kind().matches("[a-z_]{1,40}"));
        });
    }
}
