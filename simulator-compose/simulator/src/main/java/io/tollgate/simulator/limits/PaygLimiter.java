package io.tollgate.simulator.limits;

import io.tollgate.simulator.limits.RateState.PerMinute;
import io.tollgate.simulator.limits.Verdict.Reason;

/**
 * Tokens and requests per minute as Azure evaluates them: the estimate (prompt plus bound of the output) is added when
 * a request arrives and is never corrected, and starts anew every minute. Requests are evaluated in windows of one second where the limit
 * allows at least ten in one, else of ten seconds, and in the minute as well. Limits are parameters, so that changing
 * one keeps what was counted. Not safe for many threads.
 */
public final class PaygLimiter {
    private static final long SECOND = 1_000_000;
    private static final long MINUTE = 60 * SECOND;

    private final FixedWindow tokens = new FixedWindow();
    private final FixedWindow requests = new FixedWindow();
    private final FixedWindow burst = new FixedWindow();

    /** Decides on one request; limits of 0 do not limit. */
    public Verdict arrive(long nowMicros, long estimatedTokens, long tokensPerMinute, long requestsPerMinute) {
        long burstLength = requestsPerMinute >= 600 ? SECOND : 10 * SECOND;
        long burstLimit = Math.ceilDiv(requestsPerMinute * burstLength, MINUTE);
        boolean tooManyInMinute = requestsPerMinute > 0 && requests.sumAt(nowMicros, MINUTE) >= requestsPerMinute;
        boolean tooManyInBurst = requestsPerMinute > 0 && burst.sumAt(nowMicros, burstLength) >= burstLimit;
        boolean tooManyTokens =
                tokensPerMinute > 0 && tokens.sumAt(nowMicros, MINUTE) + estimatedTokens > tokensPerMinute;
        if (tooManyTokens || tooManyInMinute) {
            return throttled(
                    tooManyTokens ? Reason.TOKENS : Reason.REQUESTS,
                    FixedWindow.microsLeft(nowMicros, MINUTE),
                    rates(nowMicros, tokensPerMinute, requestsPerMinute));
        }
        if (tooManyInBurst) {
            return throttled(
                    Reason.REQUESTS,
                    FixedWindow.microsLeft(nowMicros, burstLength),
                    rates(nowMicros, tokensPerMinute, requestsPerMinute));
        }
        tokens.sumAt(nowMicros, MINUTE);
        tokens.add(estimatedTokens);
        requests.sumAt(nowMicros, MINUTE);
        requests.add(1);
        burst.sumAt(nowMicros, burstLength);
        burst.add(1);
        return new Verdict.Admitted(rates(nowMicros, tokensPerMinute, requestsPerMinute), 0);
    }

    /** What the headers would say now. */
    public PerMinute rates(long nowMicros, long tokensPerMinute, long requestsPerMinute) {
        return new PerMinute(
                tokensPerMinute,
                Math.max(0, tokensPerMinute - tokens.sumAt(nowMicros, MINUTE)),
                requestsPerMinute,
                Math.max(0, requestsPerMinute - requests.sumAt(nowMicros, MINUTE)),
                FixedWindow.microsLeft(nowMicros, MINUTE));
    }

    private static Verdict throttled(Reason reason, long retryAfterMicros, PerMinute rates) {
        return new Verdict.Throttled(reason, retryAfterMicros, rates);
    }
}
