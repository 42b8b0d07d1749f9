package io.tollgate.quota.prices;

import io.tollgate.catalog.rules.InvalidCatalogException;
import java.math.BigDecimal;

/** Parts of a whole as decimal percentages and as integer parts per million. */
final class Percent {

    private static final int PPM_DECIMALS = 4;

    private Percent() {}

    /**
     * @throws InvalidCatalogException when the text is no plain decimal, or has more than four decimals
     */
    static int ppm(String text, String field) {
        if (!text.matches("[0-9]{1,3}(\\.[0-9]{1,4})?")) {
            throw new InvalidCatalogException(
                    field, "must be a decimal of 0 to 100 such as 12.5, with at most four digits after the point");
        }
        return new BigDecimal(text).movePointRight(PPM_DECIMALS).intValueExact();
    }

    /** No more decimals than there are. */
    static String text(int ppm) {
        return BigDecimal.valueOf(ppm, PPM_DECIMALS).stripTrailingZeros().toPlainString();
    }
}
