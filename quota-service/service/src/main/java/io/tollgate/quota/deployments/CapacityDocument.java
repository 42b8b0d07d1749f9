package io.tollgate.quota.deployments;

import io.tollgate.catalog.backend.CapacityType;
import io.tollgate.catalog.backend.DeploymentCapacity;
import io.tollgate.catalog.backend.DeploymentCapacity.Reserve;
import io.tollgate.catalog.backend.DeploymentCapacity.Share;
import io.tollgate.catalog.backend.DeploymentCapacity.Weights;
import io.tollgate.catalog.rules.InvalidCatalogException;
import io.tollgate.quota.crud.Fields;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A deployment's capacity as administrators write it; see {@link DeploymentCapacity} for the meaning of the fields.
 *
 * @param tokenBurst when absent, 10 s of the rate for PTU, whose backend evens out no more; a minute's for PAYG, which
 *     counts by the minute
 * @param requestsPerMinute requests are not limited when absent
 * @param requestBurst 10 s of the rate when absent, as backends count requests
 * @param weights every token counts as one when absent
 */
@Schema(name = "Capacity", description = "What a deployment can take")
public record CapacityDocument(
        @Schema(required = true, minimum = "1", description = "Weighted tokens per minute")
        Long tokensPerMinute,

        @Schema(description = "Weighted tokens at once; 10 s of the rate for ptu, a minute's for payg when absent")
        Long tokenBurst,

        @Schema(description = "Requests are not limited when absent")
        Long requestsPerMinute,

        @Schema(description = "Requests at once; 10 s of the rate when absent")
        Long requestBurst,

        WeightsDocument weights,
        List<ReserveDocument> reserves,
        List<ShareDocument> shares) {

    private static final int TEN_SECONDS_A_MINUTE = 6;
    private static final int THOUSANDTHS_DECIMALS = 3;

    /** What tokens weigh, each 1 when absent. */
    @Schema(name = "Weights", description = "What a token weighs, a decimal with at most 3 places; 1 when absent")
    public record WeightsDocument(BigDecimal input, BigDecimal cachedInput, BigDecimal output) {}

    /**
     * What is kept for a priority class.
     *
     * @param tokensPerMinute 0 when absent, as are the headrooms
     * @param lendable false when absent
     */
    @Schema(name = "Reserve", description = "What lower priority classes leave to a class")
    public record ReserveDocument(
            @Schema(required = true) String priorityClass,

            @Schema(description = "The rate that lower classes never take, or only borrow")
            Long tokensPerMinute,

            @Schema(description = "What of the token bucket lower classes leave")
            Long headroomTokens,

            @Schema(description = "What of the request bucket lower classes leave")
            Long headroomRequests,

            @Schema(defaultValue = "false", description = "Whether lower classes may borrow the rate while it is idle")
            Boolean lendable) {}

    /**
     * A workload's part.
     *
     * @param guaranteePerMinute 0 when absent
     * @param ceilingPerMinute the whole capacity when absent
     * @param weight 1 when absent
     */
    @Schema(name = "Share", description = "A tenant's part of the capacity")
    public record ShareDocument(
            @Schema(required = true) String tenant, Long guaranteePerMinute, Long ceilingPerMinute, Integer weight) {}

    static CapacityDocument of(DeploymentCapacity capacity) {
        Weights weights = capacity.weights();
        boolean counted = capacity.requestsPerMinute() > 0;
        return new CapacityDocument(
                capacity.tokensPerMinute(),
                capacity.tokenBurst(),
                counted ? capacity.requestsPerMinute() : null,
                counted ? capacity.requestBurst() : null,
                new WeightsDocument(
                        decimal(weights.input()), decimal(weights.cachedInput()), decimal(weights.output())),
                capacity.reserves().stream()
                        .map(reserve -> new ReserveDocument(
                                reserve.priorityClass(),
                                reserve.tokensPerMinute(),
                                reserve.headroomTokens(),
                                reserve.headroomRequests(),
                                reserve.lendable()))
                        .toList(),
                capacity.shares().stream()
                        .map(share -> new ShareDocument(
                                share.tenant(), share.guaranteePerMinute(), share.ceilingPerMinute(), share.weight()))
                        .toList());
    }

    DeploymentCapacity toCapacity(CapacityType type) {
        return Fields.within("limits", () -> unplaced(type));
    }

    private DeploymentCapacity unplaced(CapacityType type) {
        if (tokensPerMinute == null) {
            throw new InvalidCatalogException("tokensPerMinute", "is required");
        }
        long rate = tokensPerMinute;
        long requests = orElse(requestsPerMinute, 0);
        return new DeploymentCapacity(
                rate,
                orElse(tokenBurst, type == CapacityType.PTU ? tenSeconds(rate) : rate),
                requests,
                orElse(requestBurst, requests == 0 ? 0 : tenSeconds(requests)),
                weights == null
                        ? Weights.EQUAL
                        : new Weights(
                                thousandths(weights.input(), "weights.input"),
                                thousandths(weights.cachedInput(), "weights.cachedInput"),
                                thousandths(weights.output(), "weights.output")),
                Fields.each(reserves, "reserves", CapacityDocument::reserve),
                Fields.each(shares, "shares", share -> share(share, rate)));
    }

    private static Reserve reserve(ReserveDocument document) {
        return new Reserve(
                document.priorityClass(),
                orElse(document.tokensPerMinute(), 0),
                orElse(document.headroomTokens(), 0),
                orElse(document.headroomRequests(), 0),
                Boolean.TRUE.equals(document.lendable()));
    }

    private static Share share(ShareDocument document, long rate) {
        return new Share(
                document.tenant(),
                orElse(document.guaranteePerMinute(), 0),
                orElse(document.ceilingPerMinute(), rate),
                document.weight() == null ? 1 : document.weight());
    }

    private static long orElse(Long value, long otherwise) {
        return value == null ? otherwise : value;
    }

    private static long tenSeconds(long perMinute) {
        return Math.max(1, perMinute / TEN_SECONDS_A_MINUTE);
    }

    private static BigDecimal decimal(int thousandths) {
        return new BigDecimal(BigDecimal.valueOf(thousandths, THOUSANDTHS_DECIMALS)
                .stripTrailingZeros()
                .toPlainString());
    }

    private static int thousandths(BigDecimal weight, String field) {
        if (weight == null) {
            return Weights.EQUAL.input();
        }
        try {
            return weight.movePointRight(THOUSANDTHS_DECIMALS).intValueExact();
        } catch (ArithmeticException e) {
            throw new InvalidCatalogException(field, "must be 0 to 1000 with at most 3 decimals");
        }
    }
}
