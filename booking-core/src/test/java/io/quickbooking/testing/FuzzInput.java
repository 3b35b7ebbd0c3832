package io.quickbooking.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** The bytes that a fuzzer has made up, read from the front; what they do not say is zero. */
public final class FuzzInput {
    private final byte[] bytes;
    private int next;

    public FuzzInput(byte[] bytes) {
        this.bytes = bytes;
    }

    /** One byte, as a number from 0 to {@code bound - 1}. */
    public int below(int bound) {
        return next < bytes.length ? (bytes[next++] & 0xFF) % bound : 0;
    }

    public byte[] take(int length) {
        byte[] taken = Arrays.copyOfRange(bytes, next, Math.min(bytes.length, next + length));
        next += taken.length;
        return taken;
    }

    public byte[] rest() {
        return take(bytes.length - next);
    }

    public boolean isEmpty() {
        return next >= bytes.length;
    }

    /** The rest as UTF-8, or as UTF-16, which may have halves of characters in it. */
    public String text() {
        boolean wide = below(4) == 3;
        byte[] text = rest();
        if (!wide) {
            return new String(text, UTF_8);
        }
        StringBuilder units = new StringBuilder();
        for (int i = 0; i + 2 <= text.length; i += 2) {
            units.append((char) ((text[i] & 0xFF) << 8 | text[i + 1] & 0xFF));
        }
        return units.toString();
    }

    /** An input that {@link #text()} reads as this. */
    public static byte[] ofText(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        boolean narrow = new String(utf8, UTF_8).equals(text);
        byte[] units = narrow ? utf8 : wide(text);
        byte[] input = new byte[1 + units.length];
        input[0] = (byte) (narrow ? 0 : 3);
        System.arraycopy(units, 0, input, 1, units.length);
        return input;
    }

    private static byte[] wide(String text) {
        byte[] units = new byte[2 * text.length()];
        for (int i = 0; i < text.length(); i++) {
            units[2 * i] = (byte) (text.charAt(i) >> 8);
            units[2 * i + 1] = (byte) text.charAt(i);
        }
        return units;
    }

    /** Quicker than an assertion with a description, of which a fuzzer would make millions. */
    public static void holds(String what, boolean holds) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
