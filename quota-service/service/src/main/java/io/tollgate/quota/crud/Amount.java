package io.tollgate.quota.crud;

import io.tollgate.catalog.rules.InvalidCatalogException;
import java.math.BigDecimal;

/** Amounts of money as decimal texts and as integer nano-units. */
public final class Amount {

    private static final int NANO_DECIMALS = 9;
    private static final int LEAST_DECIMALS_SHOWN = 2;

    private Amount() {}

    /**
     * @throws InvalidCatalogException when the text is no plain decimal, or has more than nine decimals
     */
    public static long nanos(String text, String field) {
        if (text == null) {
            throw new InvalidCatalogException(field, "is required");
        }
        if (!text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            throw new InvalidCatalogException(
                    field, "must be a decimal such as 2.50, with at most nine digits before and after the point");
        }
        return new BigDecimal(text).movePointRight(NANO_DECIMALS).longValueExact();
    }

    /** At least two decimals. */
    public static String text(long nanos) {
        var amount = BigDecimal.valueOf(nanos, NANO_DECIMALS).stripTrailingZeros();
        return amount.setScale(Math.max(amount.scale(), LEAST_DECIMALS_SHOWN)).toPlainString();
    }
}
