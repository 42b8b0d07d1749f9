package io.tollgate.events;

import java.util.List;

/**
 * Who served the request. Names are empty when no deployment did.
 *
 * @param deployment the id of the deployment whose answer the caller got
 * @param model the deployment's canonical model name, which prices refer to
 * @param reportedModel the model name in the answer
 * @param capacity {@code ptu} or {@code payg}
 * @param region the deployment's region
 * @param attempts every call to a deployment, in order
 */
public record Served(
        String deployment, String model, String reportedModel, String capacity, String region, List<Attempt> attempts) {

    /** No deployment was called. */
    public static final Served NOBODY = new Served("", "", "", "", "", List.of());

    public Served {
        attempts = List.copyOf(attempts);
    }

    /**
     * One call to one deployment.
     *
     * @param deployment the deployment's id
     * @param result {@code ok}, {@code throttled}, {@code server-error}, {@code rejected}, {@code connect-failed},
     *     {@code timed-out} or {@code cancelled}
     * @param status the backend's HTTP status, 0 when there was none
     * @param durationMillis until the attempt was decided: its response head or its failure
     */
    public record Attempt(String deployment, String result, int status, long durationMillis) {}
}
