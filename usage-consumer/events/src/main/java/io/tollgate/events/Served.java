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
 * @param attempts every call to a deployment, in the order in which they began
 * @param spilledFrom the PTU deployment that was preferred and had no room, so that pay-as-you-go served; empty when the
 *     request has not spilled
 */
public record Served(
        String deployment,
        String model,
        String reportedModel,
        String capacity,
        String region,
        List<Attempt> attempts,
        String spilledFrom) {

    /** No deployment was called. */
    public static final Served NOBODY = new Served("", "", "", "", "", List.of());

    public Served {
        attempts = List.copyOf(attempts);
    }

    /** Served without spilling over. */
    public Served(
            String deployment,
            String model,
            String reportedModel,
            String capacity,
            String region,
            List<Attempt> attempts) {
        this(deployment, model, reportedModel, capacity, region, attempts, "");
    }

    /**
     * One call to one deployment.
     *
     * @param deployment the deployment's id
     * @param result {@code ok}, {@code throttled}, {@code server-error}, {@code rejected}, {@code connect-failed}, {@code unsendable},
     *     {@code timed-out}, {@code malformed} for an answer that is none, {@code cut} for one whose connection broke before
     *     its first content, {@code hedge-lost} when an attempt beside it was faster, or {@code cancelled}; there may be more
     *     in time
     * @param status the backend's HTTP status, 0 when there was none
     * @param durationMillis until the attempt was decided: its first content that was passed on, or its failure
     */
    public record Attempt(String deployment, String result, int status, long durationMillis) {}
}
