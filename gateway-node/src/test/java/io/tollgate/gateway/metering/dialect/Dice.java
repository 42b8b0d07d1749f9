package io.tollgate.gateway.metering.dialect;

import java.util.List;
import java.util.Random;

/** Repeatable chance. */
public final class Dice {

    private final Random random;

    public Dice(long seed) {
        random = new Random(seed);
    }

    /** From 0 to {@code bound}, without it. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    boolean chance(int oneIn) {
        return below(oneIn) == 0;
    }

    @SafeVarargs
    final <T> T one(T... of) {
        return of[below(of.length)];
    }

    <T> T one(List<T> of) {
        return of.get(below(of.size()));
    }

    /** A count in one of the forms that backends write numbers in. */
    String number(long value) {
        return switch (below(8)) {
            case 0 -> value + ".0";
            case 1 -> "\"" + value + "\"";
            case 2 -> value + "e0";
            case 3 -> value / 10 + "." + value % 10 + "E+1";
            case 4 -> value == 0 ? "0e-2" : value + "00e-2";
            default -> Long.toString(value);
        };
    }
}
