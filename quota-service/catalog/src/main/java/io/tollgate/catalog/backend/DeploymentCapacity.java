package io.tollgate.catalog.backend;

import static io.tollgate.catalog.rules.InvalidCatalogException.identifier;
import static io.tollgate.catalog.rules.InvalidCatalogException.require;

import java.util.HashSet;
import java.util.List;

/**
 * What a deployment can take, as the ledger counts it before the backend is asked: the leaky bucket of a PTU deployment,
 * or the mirror of a pay-as-you-go deployment's rates.
 *
 * @param tokensPerMinute weighted tokens per minute
 * @param tokenBurst weighted tokens that can be taken at once
 * @param requestsPerMinute 0 when requests are not limited
 * @param requestBurst requests that can be made at once; 0 exactly when {@code requestsPerMinute} is
 * @param weights what a token of each kind weighs
 * @param reserves what is kept for priority classes, each class at most once
 * @param shares what workloads are guaranteed, each tenant at most once; a tenant without one borrows alone
 */
public record DeploymentCapacity(
        long tokensPerMinute,
        long tokenBurst,
        long requestsPerMinute,
        long requestBurst,
        Weights weights,
        List<Reserve> reserves,
        List<Share> shares) {

    /** As of a limit. */
    private static final long MOST = 100_000_000_000L;

    public DeploymentCapacity {
        rate(tokensPerMinute, 1, "tokensPerMinute");
        rate(tokenBurst, 1, "tokenBurst");
        rate(requestsPerMinute, 0, "requestsPerMinute");
        rate(requestBurst, 0, "requestBurst");
        require((requestsPerMinute == 0) == (requestBurst == 0), "requestBurst", "goes with 'requestsPerMinute'");
        weights = weights == null ? Weights.EQUAL : weights;
        reserves = reserves == null ? List.of() : List.copyOf(reserves);
        shares = shares == null ? List.of() : List.copyOf(shares);
        var classes = new HashSet<String>();
        reserves.forEach(
                reserve -> require(classes.add(reserve.priorityClass()), "reserves", "names a priority class twice"));
        var tenants = new HashSet<String>();
        shares.forEach(share -> require(tenants.add(share.tenant()), "shares", "names a tenant twice"));
        long reserved = reserves.stream().mapToLong(Reserve::tokensPerMinute).sum();
        long guaranteed = shares.stream().mapToLong(Share::guaranteePerMinute).sum();
        require(reserved <= tokensPerMinute, "reserves", "reserve more than 'tokensPerMinute'");
        require(guaranteed <= tokensPerMinute, "shares", "guarantee more than 'tokensPerMinute'");
    }

    /**
     * What a token weighs in the bucket, in thousandths.
     *
     * @param input for input that was not read from the backend's cache
     * @param cachedInput for input that was
     * @param output for output
     */
    public record Weights(int input, int cachedInput, int output) {

        /** Every token counts as one. */
        public static final Weights EQUAL = new Weights(1_000, 1_000, 1_000);

        public Weights {
            weight(input, "weights.input");
            weight(cachedInput, "weights.cachedInput");
            weight(output, "weights.output");
        }

        private static void weight(int thousandths, String field) {
            require(thousandths >= 0 && thousandths <= 1_000_000, field, "must be 0 to 1000000 thousandths");
        }
    }

    /**
     * What lower classes leave to a class.
     *
     * @param priorityClass for whom
     * @param tokensPerMinute the rate that lower classes never take, or only borrow
     * @param headroomTokens what of the token bucket lower classes leave, for the class's burst
     * @param headroomRequests what of the request bucket lower classes leave
     * @param lendable whether lower classes may borrow the rate while it is idle; the headroom stays free
     */
    public record Reserve(
            String priorityClass, long tokensPerMinute, long headroomTokens, long headroomRequests, boolean lendable) {
        public Reserve {
            identifier(priorityClass, "priorityClass");
            rate(tokensPerMinute, 0, "tokensPerMinute");
            rate(headroomTokens, 0, "headroomTokens");
            rate(headroomRequests, 0, "headroomRequests");
        }
    }

    /**
     * A workload's part of the capacity.
     *
     * @param tenant whose workload
     * @param guaranteePerMinute what it always has
     * @param ceilingPerMinute what it never exceeds, borrowed capacity included
     * @param weight how borrowed capacity is shared when it is short, 1 to 1,000
     */
    public record Share(String tenant, long guaranteePerMinute, long ceilingPerMinute, int weight) {
        public Share {
            identifier(tenant, "tenant");
            rate(guaranteePerMinute, 0, "guaranteePerMinute");
            rate(ceilingPerMinute, 1, "ceilingPerMinute");
            require(guaranteePerMinute <= ceilingPerMinute, "guaranteePerMinute", "must not exceed 'ceilingPerMinute'");
            require(weight >= 1 && weight <= 1_000, "weight", "must be 1 to 1000");
        }
    }

    private static void rate(long value, long least, String field) {
        require(value >= least && value <= MOST, field, "must be " + least + " to " + MOST);
    }
}
