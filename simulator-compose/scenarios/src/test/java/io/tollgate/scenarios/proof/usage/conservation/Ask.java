package io.tollgate.scenarios.proof.usage.conservation;

import io.tollgate.scenarios.stand.Tenant;
import java.time.Duration;
import java.util.Map;

/**
 * A request that a caller is about to make.
 *
 * @param reference its name for callers, backends and events, so that they can be held against each other
 * @param kind what it is for
 * @param tenant whose it is
 * @param streamed whether a stream is asked for
 * @param body JSON
 * @param headers further ones
 * @param patience how long the caller waits for the head of the answer
 * @param leaveAfterBytes of the answer's body; {@link #STAYS} to read all of it
 */
record Ask(
        String reference,
        Kind kind,
        Tenant tenant,
        boolean streamed,
        String body,
        Map<String, String> headers,
        Duration patience,
        int leaveAfterBytes) {

    static final int STAYS = Integer.MAX_VALUE;

    /** The header by which backends learn the reference. */
    static final String REFERENCE_HEADER = "x-scenario-reference";

    Ask {
        headers = Map.copyOf(headers);
    }

    /** Without the key and the text. */
    @Override
    public String toString() {
        return kind + (streamed ? ", streamed" : "") + ", of " + tenant;
    }
}
