package io.tollgate.usage.amortisation;

import io.tollgate.usage.problem.InvalidParameterException;
import java.util.Locale;

/** How an hour's cost is divided. */
public enum Method {
    /** By the weighted tokens that were used, as parts of the capacity, or of what was used when that is more. */
    USE,
    /** By what the catalog guarantees to tenants, as parts of the capacity, whether they use it or not. */
    RESERVATION;

    /** The name in requests and answers. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The method of this name.
     *
     * @throws InvalidParameterException naming {@code parameter} when there is none
     */
    public static Method named(String parameter, String name) {
        for (Method method : values()) {
            if (method.wireName().equals(name)) {
                return method;
            }
        }
        throw new InvalidParameterException(parameter, "must be use or reservation");
    }
}
