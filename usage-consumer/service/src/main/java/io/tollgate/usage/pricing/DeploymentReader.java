package io.tollgate.usage.pricing;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads a deployment as the quota service writes it. */
final class DeploymentReader {

    private static final int THOUSANDTHS_DIGITS = 3;

    private DeploymentReader() {}

    static DeploymentVersion read(JsonNode node) {
        JsonNode limits = node.path("limits");
        SortedMap<String, Long> reservations = new TreeMap<>();
        for (JsonNode share : limits.path("shares")) {
            long guarantee = share.path("guaranteePerMinute").asLong();
            if (guarantee > 0) {
                reservations.put(RateCardReader.text(share, "tenant"), guarantee);
            }
        }
        return new DeploymentVersion(
                RateCardReader.text(node, "id"),
                RateCardReader.text(node, "model"),
                RateCardReader.text(node, "region"),
                RateCardReader.text(node, "capacity"),
                limits.path("tokensPerMinute").asLong(),
                new DeploymentVersion.Weights(
                        weight(limits, "input"), weight(limits, "cachedInput"), weight(limits, "output")),
                reservations);
    }

    private static int weight(JsonNode limits, String kind) {
        JsonNode weight = limits.path("weights").path(kind);
        BigDecimal factor = weight.isNumber() ? weight.decimalValue() : BigDecimal.ONE;
        try {
            return factor.movePointRight(THOUSANDTHS_DIGITS).intValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "weights." + kind + " must be a decimal with at most 3 digits after the point", e);
        }
    }
}
