package io.tollgate.gateway.metering.json;

/** Reads a JSON number that comes in pieces. */
public final class JsonNumber {

    /** What {@link #parse} gives for a text that is no count. */
    public static final long NO_COUNT = -1;

    private static final int MAX_EXPONENT = 1_000;

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
    /** The digits before and behind the point, as far as a {@code long} goes. */
    private long magnitude;
    /** How many digits of {@link #magnitude} stand behind the point. */
    private int scale;

    private boolean negativeExponent;
    private int exponent;

    /** Whether {@code b} begins a number, which is then begun. */
    boolean begin(byte b) {
        negative = b == '-';
        overflown = false;
        scale = 0;
        exponent = 0;
        negativeExponent = false;
        magnitude = isDigit(b) ? digitOf(b) : 0;
        part = negative ? Part.SIGN : b == '0' ? Part.ZERO : Part.DIGITS;
        return negative || isDigit(b);
    }

    /** Takes what belongs to the number and returns the index of the first byte that does not. */
    int take(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && (isDigit(bytes[i]) ? digit(bytes[i]) : mark(bytes[i]))) {
            i++;
        }
        return i;
    }

    private boolean digit(byte b) {
        switch (part) {
            case POINT, FRACTION -> {
                part = Part.FRACTION;
                append(b, 1);
            }
            case EXPONENT, EXPONENT_SIGN, EXPONENT_DIGITS -> {
                part = Part.EXPONENT_DIGITS;
                exponent = (int) Math.min(MAX_EXPONENT, exponent * 10L + digitOf(b));
            }
            case SIGN -> {
                part = b == '0' ? Part.ZERO : Part.DIGITS;
                magnitude = digitOf(b);
            }
            case DIGITS -> append(b, 0);
            case ZERO -> {
                return false;
            }
        }
        return true;
    }

    private void append(byte b, int scaleOfDigit) {
        boolean full = magnitude > (Long.MAX_VALUE - 9) / 10;
        overflown |= full && (scaleOfDigit == 0 || b != '0');
        if (!full) {
            magnitude = magnitude * 10 + digitOf(b);
            scale += scaleOfDigit;
        }
    }

    private boolean mark(byte b) {
        if (b == '.' && (part == Part.ZERO || part == Part.DIGITS)) {
            part = Part.POINT;
        } else if ((b == 'e' || b == 'E') && (part == Part.ZERO || part == Part.DIGITS || part == Part.FRACTION)) {
            part = Part.EXPONENT;
        } else if ((b == '+' || b == '-') && part == Part.EXPONENT) {
            part = Part.EXPONENT_SIGN;
            negativeExponent = b == '-';
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

    /** Whether it is an integer, in whatever form, that {@link #value} can hold. To be asked before the value. */
    boolean fits() {
        int power = (negativeExponent ? -exponent : exponent) - scale;
        exponent = 0;
        scale = 0;
        for (; power > 0 && magnitude != 0 && !overflown; power--) {
            overflown = magnitude > Long.MAX_VALUE / 10;
            magnitude *= overflown ? 1 : 10;
        }
        for (; power < 0 && magnitude != 0 && !overflown; power++) {
            overflown = magnitude % 10 != 0;
            magnitude /= overflown ? 1 : 10;
        }
        return !overflown;
    }

    long value() {
        return negative ? -magnitude : magnitude;
    }

    /** The count that stands in a string, {@link #NO_COUNT} when it is not exactly one. */
    public static long parse(byte[] text, int length) {
        var number = new JsonNumber();
        boolean whole = length > 0
                && number.begin(text[0])
                && number.take(text, 1, length) == length
                && number.complete()
                && number.fits();
        return whole ? Math.max(NO_COUNT, number.value()) : NO_COUNT;
    }

    private static long digitOf(byte b) {
        return (long) b - '0';
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
