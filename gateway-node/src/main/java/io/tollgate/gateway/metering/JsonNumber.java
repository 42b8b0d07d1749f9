package io.tollgate.gateway.metering;

/** Reads a JSON number that comes in pieces. */
final class JsonNumber {

    private enum Part {
        SIGN,
        ZERO,
        DIGITS,
        POINT,
        FRACTION,
        EXPONENT,
        EXPONENT_SIGN,
        EXPONENT_DIGITS
    }

    private Part part = Part.ZERO;
    private boolean negative;
    private boolean overflown;
    private long magnitude;

    /** Whether {@code b} begins a number, which is then begun. */
    boolean begin(byte b) {
        negative = b == '-';
        overflown = false;
        magnitude = isDigit(b) ? digitOf(b) : 0;
        part = negative ? Part.SIGN : b == '0' ? Part.ZERO : Part.DIGITS;
        return negative || isDigit(b);
    }

    /** Takes what belongs to the number and returns the index of the first byte that does not. */
    int take(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            byte b = bytes[i];
            if (isDigit(b)) {
                if (part == Part.FRACTION) {
                    i = digitsEnd(bytes, i, to);
                    continue;
                }
                if (!digit(b)) {
                    return i;
                }
            } else if (!mark(b)) {
                return i;
            }
            i++;
        }
        return i;
    }

    private static int digitsEnd(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && isDigit(bytes[i])) {
            i++;
        }
        return i;
    }

    private boolean digit(byte b) {
        switch (part) {
            case FRACTION, EXPONENT_DIGITS -> {}
            case POINT -> part = Part.FRACTION;
            case EXPONENT, EXPONENT_SIGN -> part = Part.EXPONENT_DIGITS;
            case SIGN -> {
                part = b == '0' ? Part.ZERO : Part.DIGITS;
                magnitude = digitOf(b);
            }
            case DIGITS -> {
                overflown |= magnitude > (Long.MAX_VALUE - 9) / 10;
                magnitude = magnitude * 10 + digitOf(b);
            }
            case ZERO -> {
                return false;
            }
        }
        return true;
    }

    private boolean mark(byte b) {
        if (b == '.' && (part == Part.ZERO || part == Part.DIGITS)) {
            part = Part.POINT;
        } else if ((b == 'e' || b == 'E') && (part == Part.ZERO || part == Part.DIGITS || part == Part.FRACTION)) {
            part = Part.EXPONENT;
        } else if ((b == '+' || b == '-') && part == Part.EXPONENT) {
            part = Part.EXPONENT_SIGN;
        } else {
            return false;
        }
        return true;
    }

    /** Whether what was taken is a whole number of the grammar. */
    boolean complete() {
        return switch (part) {
            case ZERO, DIGITS, FRACTION, EXPONENT_DIGITS -> true;
            case SIGN, POINT, EXPONENT, EXPONENT_SIGN -> false;
        };
    }

    /** Whether it is an integer that {@link #value} can hold. */
    boolean fits() {
        return !overflown && (part == Part.ZERO || part == Part.DIGITS);
    }

    long value() {
        return negative ? -magnitude : magnitude;
    }

    private static long digitOf(byte b) {
        return (long) b - '0';
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
