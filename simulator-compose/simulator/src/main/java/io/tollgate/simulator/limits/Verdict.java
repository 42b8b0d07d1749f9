package io.tollgate.simulator.limits;

/** Whether a request may be served. */
public sealed interface Verdict {

    /** What the rate headers say. */
    RateState rates();

    /**
     * Served; what it was estimated to cost has been added.
     *
     * @param ptuEstimateMilli thousandths of weighted tokens that were added to a PTU bucket; 0 for pay as you go
     */
    record Admitted(RateState rates, long ptuEstimateMilli) implements Verdict {}

    /**
     * Refused; nothing was added.
     *
     * @param reason which limit refused
     * @param retryAfterMicros after this long an equal request alone would be admitted
     */
    record Throttled(Reason reason, long retryAfterMicros, RateState rates) implements Verdict {}

    /** Which limit refused. */
    enum Reason {
        /** Tokens per minute. */
        TOKENS,
        /** Requests, in the minute or in the short window inside it. */
        REQUESTS,
        /** Provisioned capacity is at or over 100 %. */
        UTILISATION
    }
}
