package io.tollgate.gateway.body;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Adds up the length of JSON strings as they stand in a body, without decoding them. */
final class TextMeasure {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;

    long textBytes;
    long nonAsciiBytes;

    /**
     * Measures the string whose opening quote is at {@code quote}. Tolerates a string that never ends; the parser will
     * object to it.
     *
     * @return the index behind its closing quote
     */
    int add(byte[] bytes, int quote) {
        int i = quote + 1;
        int textStart = i;
        while (i < bytes.length) {
            if (bytes.length - i >= Long.BYTES && isPlain((long) LONGS.get(bytes, i))) {
                i += Long.BYTES;
                continue;
            }
            byte b = bytes[i];
            if (b == '"') {
                break;
            }
            if (b == '\\') {
                int escapeBytes = escape(bytes, i);
                textStart += escapeBytes;
                i += escapeBytes;
            } else {
                nonAsciiBytes += b < 0 ? 1 : 0;
                i++;
            }
        }
        textBytes += i - textStart;
        return i + 1;
    }

    /** Eight ASCII bytes without a quote or a backslash. */
    private static boolean isPlain(long word) {
        long quotes = word ^ QUOTES;
        long backslashes = word ^ BACKSLASHES;
        return ((word | quotes - ONES | backslashes - ONES) & HIGH_BITS) == 0;
    }

    /** Counts the character that is escaped at {@code i} and returns the length of its escape. */
    private int escape(byte[] bytes, int i) {
        boolean unicode = i + 1 < bytes.length && bytes[i + 1] == 'u';
        if (!unicode) {
            textBytes++;
            return 2;
        }
        int unit = 0;
        for (int k = i + 2; k < Math.min(i + 6, bytes.length); k++) {
            unit = unit << 4 | Math.max(0, Character.digit(bytes[k], 16));
        }
        // Half of a surrogate pair stands for two of its character's four bytes.
        int utf8Bytes = unit < 0x80 ? 1 : unit < 0x800 || Character.isSurrogate((char) unit) ? 2 : 3;
        textBytes += utf8Bytes;
        nonAsciiBytes += utf8Bytes > 1 ? utf8Bytes : 0;
        return 6;
    }
}
