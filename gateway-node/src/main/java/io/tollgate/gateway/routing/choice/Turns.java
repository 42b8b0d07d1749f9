package io.tollgate.gateway.routing.choice;

import io.tollgate.catalog.Deployment;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Turns in proportion to weights, evenly interleaved: everybody earns its weight, who has most is served and pays what all have
 * earned. Who was left out for a while keeps what it has, which is less than everybody's weight together. Equal weights take
 * one turn after the other. Thread-safe; one number for each deployment of a tier.
 */
final class Turns {

    private final Map<String, Long> earned = new HashMap<>();

    synchronized Deployment take(Choice choice, ToIntFunction<Deployment> weight) {
        long all = 0;
        Deployment most = null;
        long mostEarned = Long.MIN_VALUE;
        for (Deployment candidate : choice.candidates()) {
            int own = weight.applyAsInt(candidate);
            long has = earned.merge(candidate.id(), (long) own, Long::sum);
            all += own;
            if (has > mostEarned) {
                most = candidate;
                mostEarned = has;
            }
        }
        earned.merge(most.id(), -all, Long::sum);
        return most;
    }

    /** Whose turn it will be. */
    synchronized Deployment next(Choice choice, ToIntFunction<Deployment> weight) {
        Deployment most = null;
        long mostEarned = Long.MIN_VALUE;
        for (Deployment candidate : choice.candidates()) {
            long has = earned.getOrDefault(candidate.id(), 0L) + weight.applyAsInt(candidate);
            if (has > mostEarned) {
                most = candidate;
                mostEarned = has;
            }
        }
        return most;
    }
}
