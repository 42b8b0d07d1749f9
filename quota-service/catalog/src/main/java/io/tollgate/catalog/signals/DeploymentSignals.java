package io.tollgate.catalog.signals;

/**
 * One deployment as one node sees it.
 *
 * @param inFlight calls of this node that have not ended
 * @param firstTokenMicros decayed mean of the time to the first token, with what the prompt's size explains taken out; 0 when
 *     unknown
 * @param perTokenMicros decayed mean of the time for each further token; 0 when unknown
 * @param samples decayed number of answers behind the two
 * @param breaker {@code closed}, {@code open} or {@code half-open}
 * @param restMillis how long the deployment is to be left alone from {@link NodeSignals#atMillis} on, by its own wish or by the
 *     breaker; 0 when it may be called
 * @param utilisation of provisioned capacity as the backend last said, 1 is full; negative when it has not said lately
 */
public record DeploymentSignals(
        int inFlight,
        long firstTokenMicros,
        long perTokenMicros,
        double samples,
        String breaker,
        long restMillis,
        double utilisation) {}
