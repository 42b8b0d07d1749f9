package io.tollgate.gateway.admission;

import io.tollgate.gateway.model.AppliedLimit;
import io.tollgate.gateway.model.QuotaView;

/** The answer to "may this request run?". */
public sealed interface Admission {

    /** It may. What the limits in {@code view} name has been reserved; no limits, nothing reserved. */
    record Granted(QuotaView view) implements Admission {}

    /** It may not, now. */
    record Denied(AppliedLimit limit, long requested, long retryAfterMillis, QuotaView view) implements Admission {}

    /** It may never: by its own bound it is more than the limit's bucket holds. */
    record NeverFits(AppliedLimit limit, long requested) implements Admission {}

    /** The ledger could not be asked. */
    record Unavailable() implements Admission {}
}
