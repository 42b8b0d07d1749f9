package io.tollgate.gateway.metering.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds the next byte that matters, eight at a time. */
public final class ByteSearch {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private ByteSearch() {}

    /** The index of the first LF or CR, {@code to} when there is none. */
    public static int lineEnd(byte[] bytes, int from, int to) {
        int i = from;
        while (to - i >= Long.BYTES) {
            long word = (long) LONGS.get(bytes, i);
            if (((zeroBytes(word ^ '\n' * ONES) | zeroBytes(word ^ '\r' * ONES)) & HIGH_BITS) != 0) {
                break;
            }
            i += Long.BYTES;
        }
        while (i < to && bytes[i] != '\n' && bytes[i] != '\r') {
            i++;
        }
        return i;
    }

    /** The index of the first quote, backslash or control character, {@code to} when there is none. */
    static int plainEnd(byte[] bytes, int from, int to) {
        int i = from;
        while (to - i >= Long.BYTES) {
            long word = (long) LONGS.get(bytes, i);
            long found = zeroBytes(word ^ '"' * ONES) | zeroBytes(word ^ '\\' * ONES) | word - ' ' * ONES & ~word;
            if ((found & HIGH_BITS) != 0) {
                break;
            }
            i += Long.BYTES;
        }
        while (i < to && isPlain(bytes[i])) {
            i++;
        }
        return i;
    }

    private static boolean isPlain(byte b) {
        return b != '"' && b != '\\' && (b < 0 || b >= ' ');
    }

    /** Has the high bit of each byte that is zero in {@code word}; above such a byte it may have others. */
    private static long zeroBytes(long word) {
        return word - ONES & ~word;
    }
}
