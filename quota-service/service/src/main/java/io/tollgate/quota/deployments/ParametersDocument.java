package io.tollgate.quota.deployments;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Fields of a request's body that a deployment gets in place of the caller's, as administrators write them. */
final class ParametersDocument {

    /** From here on PostgreSQL has no decimal point for a whole number. */
    private static final double WRITTEN_WITH_AN_EXPONENT = 1e7;

    private ParametersDocument() {}

    /** In the order of their names; null when there are none. */
    static Map<String, Object> of(Map<String, Object> parameters) {
        return parameters.isEmpty() ? null : new TreeMap<>(parameters);
    }

    /** Numbers as they are read back from the store, however they were written, so that what means the same is equal. */
    static Map<String, Object> toParameters(Map<String, Object> given) {
        var parameters = new LinkedHashMap<String, Object>();
        if (given != null) {
            given.forEach(
                    (name, value) -> parameters.put(name, value instanceof Number number ? plain(number) : value));
        }
        return parameters;
    }

    private static Number plain(Number number) {
        double decimal = number.doubleValue();
        boolean isDecimal = number instanceof BigDecimal || number instanceof Double || number instanceof Float;
        if (!isDecimal) {
            return whole(new BigInteger(number.toString()));
        }
        return Math.abs(decimal) >= WRITTEN_WITH_AN_EXPONENT
                        && decimal == Math.rint(decimal)
                        && Double.isFinite(decimal)
                ? whole(new BigDecimal(decimal).toBigIntegerExact())
                : decimal;
    }

    private static Number whole(BigInteger number) {
        if (number.bitLength() < Integer.SIZE) {
            return number.intValue();
        }
        return number.bitLength() < Long.SIZE ? number.longValue() : number;
    }
}
