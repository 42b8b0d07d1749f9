package io.tollgate.usage.provisioned;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/**
 * What provisioned deployments cost in a period, and who bears it.
 *
 * @param from the first moment
 * @param to the moment after the last; hours that had not begun are not in it
 * @param method {@code use} or {@code reservation}
 * @param deployments by id, and by currency when a deployment's changed
 */
public record ProvisionedReport(String from, String to, String method, List<Deployment> deployments) {

    public ProvisionedReport {
        deployments = List.copyOf(deployments);
    }

    /**
     * A deployment.
     *
     * @param deployment its id
     * @param model its model in the last of the hours
     * @param region its region in the last of the hours
     * @param currency of all amounts
     * @param hours how many are paid for
     * @param cost what they cost, a decimal
     * @param capacityTokens weighted tokens that it could have served in them, rounded down
     * @param usedTokens weighted tokens that it served, rounded down
     * @param utilisation used by capacity, to four places; null where the capacity is not known
     * @param unusedCost what nobody bears, a decimal
     * @param lines who bears the rest
     */
    public record Deployment(
            String deployment,
            String model,
            String region,
            String currency,
            long hours,
            String cost,
            BigInteger capacityTokens,
            BigInteger usedTokens,
            BigDecimal utilisation,
            String unusedCost,
            List<Line> lines) {

        public Deployment {
            lines = List.copyOf(lines);
        }
    }

    /**
     * A part of the cost.
     *
     * @param tenant who bears it
     * @param costCentre where it is booked; empty where a reservation was not used
     * @param product the tenant's product; empty where a reservation was not used
     * @param cost a decimal
     * @param weightedTokens what was used, rounded down
     */
    public record Line(String tenant, String costCentre, String product, String cost, BigInteger weightedTokens) {}
}
