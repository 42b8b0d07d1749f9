package io.tollgate.simulator.journal;

import java.util.Map;

/** One received request. What arrived never changes; the outcome is put in once, by the thread that serves it. */
public final class LoggedRequest {
    private final long number;
    private final long receivedMicros;
    private final String method;
    private final String path;
    private final Iterable<Map.Entry<String, String>> headers;
    private volatile String deployment = "";
    private volatile String tag = "";
    private volatile Outcome outcome = Outcome.IN_FLIGHT;

    LoggedRequest(
            long number, long receivedMicros, String method, String path, Iterable<Map.Entry<String, String>> headers) {
        this.number = number;
        this.receivedMicros = receivedMicros;
        this.method = method;
        this.path = path;
        this.headers = headers;
    }

    /** Notes whom it was for, once that is known. */
    public void addressed(String deploymentName, String callerTag) {
        deployment = deploymentName;
        tag = callerTag;
    }

    void ended(Outcome how) {
        outcome = how;
    }

    /** Grows by one with every request; the cursor of the control API. */
    public long number() {
        return number;
    }

    /** Microseconds since the epoch. */
    public long receivedMicros() {
        return receivedMicros;
    }

    /** The method. */
    public String method() {
        return method;
    }

    /** The path, without the query. */
    public String path() {
        return path;
    }

    /** As received, credentials included: redact before showing. */
    public Iterable<Map.Entry<String, String>> headers() {
        return headers;
    }

    /** The deployment that was asked for; empty if there is none of that name. */
    public String deployment() {
        return deployment;
    }

    /** The caller's tag; empty if none. */
    public String tag() {
        return tag;
    }

    /** How it ended, or that it has not. */
    public Outcome outcome() {
        return outcome;
    }
}
