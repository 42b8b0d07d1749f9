package io.tollgate.gateway.admission;

import io.tollgate.gateway.model.QuotaView;
import io.tollgate.ledger.ReserveResult;
import io.tollgate.ledger.limits.ApplicableLimit;

/** The answer to "may this request run?". */
public sealed interface Admission {

    /** It may, and what it may use has been set aside. */
    record Granted(Grant grant) implements Admission {}

    /**
     * It may not, now.
     *
     * @param regime who said so
     * @param limit the limit that is longest in having enough
     * @param cause what has to happen before it has
     * @param requested what the request wanted of it
     * @param retryAfterMillis when the same request would be admitted, 1 or more
     */
    record Denied(
            Regime regime,
            ApplicableLimit limit,
            ReserveResult.Cause cause,
            long requested,
            long retryAfterMillis,
            QuotaView view)
            implements Admission {}

    /** It may never: by its own bound it is more than the limit ever holds. */
    record NeverFits(ApplicableLimit limit, long requested) implements Admission {}

    /**
     * The ledger could not be asked, and a limit is closed without it.
     *
     * @param retryAfterMillis when to try again, 1 or more
     * @param status 503 or 429, as configured
     */
    record Unavailable(long retryAfterMillis, int status) implements Admission {}
}
