package io.tollgate.events.codec;

import java.time.Instant;

/** Instants as text, as {@link Instant#toString} writes them, for events that come by the thousand in a second. */
public final class WireTime {

    private static final int NANOS_PER_MICRO = 1_000;
    private static final int NANOS_PER_MILLI = 1_000_000;

    private static volatile Second last = Second.of(0);

    private record Second(long epochSecond, String text) {

        /** The text up to the second and without the Z. */
        private static Second of(long epochSecond) {
            String whole = Instant.ofEpochSecond(epochSecond).toString();
            return new Second(epochSecond, whole.substring(0, whole.length() - 1));
        }
    }

    private WireTime() {}

    /** The text of {@code instant}. */
    public static String of(Instant instant) {
        Second second = last;
        if (second.epochSecond != instant.getEpochSecond()) {
            second = Second.of(instant.getEpochSecond());
            last = second;
        }
        int nanos = instant.getNano();
        if (nanos == 0) {
            return second.text + 'Z';
        }
        if (nanos % NANOS_PER_MILLI == 0) {
            return fraction(second, nanos / NANOS_PER_MILLI, 3);
        }
        return nanos % NANOS_PER_MICRO == 0 ? fraction(second, nanos / NANOS_PER_MICRO, 6) : fraction(second, nanos, 9);
    }

    private static String fraction(Second second, int value, int digits) {
        var text = new char[digits];
        int rest = value;
        for (int at = digits - 1; at >= 0; at--) {
            text[at] = (char) ('0' + rest % 10);
            rest /= 10;
        }
        return new StringBuilder(second.text.length() + digits + 2)
                .append(second.text)
                .append('.')
                .append(text)
                .append('Z')
                .toString();
    }
}
