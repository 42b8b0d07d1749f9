package io.tollgate.quota.deployments;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Fields of a request's body that a deployment gets in place of the caller's, as administrators write them. */
final class ParametersDocument {

    private ParametersDocument() {}

    /** In the order of their names; null when there are none. */
    static Map<String, Object> of(Map<String, Object> parameters) {
        return parameters.isEmpty() ? null : new TreeMap<>(parameters);
    }

    /** Decimals as they are read back from the store, however they were written. */
    static Map<String, Object> toParameters(Map<String, Object> given) {
        var parameters = new LinkedHashMap<String, Object>();
        if (given != null) {
            given.forEach((name, value) ->
                    parameters.put(name, value instanceof BigDecimal decimal ? decimal.doubleValue() : value));
        }
        return parameters;
    }
}
