package io.tollgate.scenarios.proof.usage.conservation;

import io.tollgate.scenarios.calls.Usage;

/**
 * How a request went, as its caller saw it.
 *
 * @param ask the request
 * @param status HTTP status; 0 when no head came
 * @param requestId by which Tollgate knows it; empty when no head came
 * @param deployment that answered, by its header; empty when none did
 * @param whole whether a whole answer came, with what it used
 * @param usage what the answer said; nothing when it was not whole
 * @param problem why no head came; empty when one did
 */
record Seen(Ask ask, int status, String requestId, String deployment, boolean whole, Usage usage, String problem) {

    /** No head came. */
    static Seen nothing(Ask ask, Exception why) {
        return new Seen(ask, 0, "", "", false, Usage.NONE, String.valueOf(why.getMessage()));
    }
}
