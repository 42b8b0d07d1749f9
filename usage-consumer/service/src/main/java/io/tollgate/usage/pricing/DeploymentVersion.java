package io.tollgate.usage.pricing;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What of a deployment bears on the allocation of its cost.
 *
 * @param id its id
 * @param model its canonical model name
 * @param region where it is
 * @param capacity {@code ptu} or {@code payg}
 * @param tokensPerMinute weighted tokens that it can take, 0 when that is not known
 * @param weights what tokens weigh
 * @param reservations weighted tokens per minute that tenants are guaranteed, none of them 0
 */
record DeploymentVersion(
        String id,
        String model,
        String region,
        String capacity,
        long tokensPerMinute,
        Weights weights,
        SortedMap<String, Long> reservations) {

    DeploymentVersion {
        reservations = Collections.unmodifiableSortedMap(new TreeMap<>(reservations));
    }

    /**
     * In thousandths.
     *
     * @param input of a token of input that was not read from the cache
     * @param cachedInput of one that was
     * @param output of a token of output
     */
    record Weights(int input, int cachedInput, int output) {}
}
