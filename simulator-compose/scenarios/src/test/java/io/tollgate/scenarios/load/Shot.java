package io.tollgate.scenarios.load;

import java.net.URI;

/**
 * One request to send.
 *
 * @param node where to
 * @param key what to present; never shown
 * @param tag by which the simulators and the samples know it
 * @param body JSON
 * @param outputTokens what the simulator is to answer, if the request's own bound allows; -1 leaves it to the simulator
 * @param leaveAfterMillis closes the connection so long after sending; -1 stays to the end
 */
public record Shot(URI node, String key, String tag, String body, int outputTokens, long leaveAfterMillis) {

    /** One that waits for the whole answer. */
    public Shot(URI node, String key, String tag, String body, int outputTokens) {
        this(node, key, tag, body, outputTokens, -1);
    }

    /** The same, but the caller leaves. */
    public Shot leavingAfter(long millis) {
        return new Shot(node, key, tag, body, outputTokens, millis);
    }

    @Override
    public String toString() {
        return "Shot[" + tag + " to " + node + "]";
    }
}
