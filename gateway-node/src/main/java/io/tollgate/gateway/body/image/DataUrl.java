package io.tollgate.gateway.body.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads the beginning of what a {@code data:} URL (RFC 2397) in a JSON string holds in base64 (RFC 4648, section 4), byte by
 * byte and without a copy. Understands the escapes that JSON allows, and line breaks between the digits. Looks at no more
 * than {@value #MOST_CHARACTERS} bytes of the string. Never fails: what is not base64 is the end. For one URL and one thread.
 */
final class DataUrl {

    /** Stands for a byte behind the end. */
    static final int END = -1;

    /** Base64 of 192 KiB. What cameras and editors put before the size of a photograph is less, with few exceptions. */
    static final int MOST_CHARACTERS = 256 * 1024;

    private static final int MOST_PREFIX_CHARACTERS = 256;
    private static final String SCHEME = "data:";

    /** Comes last before the data. No other part of it is like its beginning. */
    private static final String ENCODING = ";base64";

    private static final int BITS_PER_DIGIT = 6;
    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final byte[] VALUES = values();

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private final byte[] json;
    private final int end;
    private int at;

    /** The lowest {@link #buffered} bits of it have been read and not been given out. */
    private int bits;

    private int buffered;
    private boolean ended;

    /**
     * @param quote where the opening quote of the URL stands
     */
    DataUrl(byte[] json, int quote) {
        this.json = json;
        this.at = quote + 1;
        this.end = (int) Math.min(json.length, at + (long) MOST_CHARACTERS);
    }

    private static byte[] values() {
        var values = new byte[128];
        Arrays.fill(values, (byte) END);
        for (int i = 0; i < DIGITS.length(); i++) {
            values[DIGITS.charAt(i)] = (byte) i;
        }
        return values;
    }

    /** Moves to the data; false when this is no {@code data:} URL in base64. */
    boolean open() {
        for (int i = 0; i < SCHEME.length(); i++) {
            if (Character.toLowerCase(character()) != SCHEME.charAt(i)) {
                return false;
            }
        }
        int matched = 0;
        for (int i = 0; i < MOST_PREFIX_CHARACTERS; i++) {
            int c = Character.toLowerCase(character());
            if (c == ',' || c == END) {
                return c == ',' && matched == ENCODING.length();
            }
            boolean goesOn = matched < ENCODING.length() && c == ENCODING.charAt(matched);
            matched = goesOn ? matched + 1 : c == ENCODING.charAt(0) ? 1 : 0;
        }
        return false;
    }

    /** The next byte, or {@link #END}, and from then on nothing else. */
    int next() {
        while (buffered < Byte.SIZE) {
            int digit = ended ? END : digit();
            if (digit == END) {
                ended = true;
                return END;
            }
            bits = bits << BITS_PER_DIGIT | digit;
            buffered += BITS_PER_DIGIT;
        }
        buffered -= Byte.SIZE;
        return bits >>> buffered & 0xFF;
    }

    /** Passes over so many bytes, from 0 to 65,535. */
    void skip(int count) {
        int missing = Byte.SIZE * count - buffered;
        if (missing <= 0) {
            buffered -= Byte.SIZE * count;
            return;
        }
        buffered = 0;
        skipDigits(missing / BITS_PER_DIGIT);
        int rest = missing % BITS_PER_DIGIT;
        if (rest > 0) {
            bits = digit();
            buffered = BITS_PER_DIGIT - rest;
            ended |= bits == END;
        }
    }

    /** Whether more was asked for than there is. */
    boolean ended() {
        return ended;
    }

    private void skipDigits(int count) {
        int left = count;
        while (left > 0 && !ended) {
            if (left >= Long.BYTES && end - at >= Long.BYTES && isPlain((long) LONGS.get(json, at))) {
                at += Long.BYTES;
                left -= Long.BYTES;
            } else {
                ended = digit() == END;
                left--;
            }
        }
    }

    /** Eight ASCII bytes without a quote or a backslash. */
    private static boolean isPlain(long word) {
        long quotes = word ^ '"' * ONES;
        long backslashes = word ^ '\\' * ONES;
        return ((word | quotes - ONES | backslashes - ONES) & HIGH_BITS) == 0;
    }

    private int digit() {
        int c;
        do {
            c = character();
        } while (c == '\n' || c == '\r');
        return c >= 0 && c < VALUES.length ? VALUES[c] : END;
    }

    /** The next character of the string, {@link #END} behind it; of characters outside ASCII it is one of their bytes. */
    private int character() {
        if (at >= end || json[at] == '"') {
            return END;
        }
        int c = json[at++] & 0xFF;
        return c == '\\' ? escaped() : c;
    }

    private int escaped() {
        if (at >= end) {
            return END;
        }
        int c = json[at++] & 0xFF;
        if (c != 'u') {
            return c == 'n' ? '\n' : c == 'r' ? '\r' : c;
        }
        int unit = 0;
        for (int last = Math.min(at + 4, end); at < last; at++) {
            unit = unit << 4 | Math.max(0, Character.digit(json[at], 16));
        }
        return unit;
    }
}
