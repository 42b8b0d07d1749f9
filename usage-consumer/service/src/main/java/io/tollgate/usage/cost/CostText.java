package io.tollgate.usage.cost;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Amounts of money as decimal texts: every digit, and two behind the point at least. */
public final class CostText {

    /** Digits behind the point of what {@link CostSql#paid} counts in. */
    public static final int PAID_SCALE = 21;

    /** Digits behind the point of what {@link CostSql#list} counts in. */
    public static final int LIST_SCALE = 15;

    private static final int LEAST_DECIMALS = 2;

    private CostText() {}

    /** {@code units} of 10<sup>-scale</sup> each. */
    public static String of(BigInteger units, int scale) {
        return exact(units, scale).toPlainString();
    }

    /** The same as a number. */
    public static BigDecimal exact(BigInteger units, int scale) {
        BigDecimal exact = new BigDecimal(units, scale).stripTrailingZeros();
        return exact.setScale(Math.max(exact.scale(), LEAST_DECIMALS));
    }
}
