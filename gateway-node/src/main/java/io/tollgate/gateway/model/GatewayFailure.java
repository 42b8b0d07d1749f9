package io.tollgate.gateway.model;

import io.tollgate.catalog.budget.BudgetStop;
import io.tollgate.ledger.ReserveResult;
import io.tollgate.ledger.limits.ApplicableLimit;

/**
 * Why a request gets no answer from a backend. {@code ingress.FailureResponses} maps each to a status and an OpenAI
 * error object, in one exhaustive switch; nothing here is shown to callers as it stands.
 */
public sealed interface GatewayFailure {

    /** No credential, or one that is not, or no longer, valid. */
    record Unauthenticated(boolean presented) implements GatewayFailure {}

    /** The tenant may not call this model. */
    record NotEntitled(String model) implements GatewayFailure {}

    /**
     * The request breaks a rule of the API.
     *
     * @param param the field or parameter at fault, or null
     */
    record Malformed(String message, String param, String code) implements GatewayFailure {}

    /** The body is larger than the limit. */
    record TooLarge(long limitBytes) implements GatewayFailure {}

    /** The body is packed in a way that is not served. */
    record UnsupportedCoding() implements GatewayFailure {}

    /**
     * The bodies that are in flight are too large together.
     *
     * @param whose {@code node}, {@code tenant} or {@code key}
     */
    record BodiesTooLarge(String whose, long retryAfterMillis) implements GatewayFailure {}

    /** The request's body did not arrive in time. */
    record RequestTimeout() implements GatewayFailure {}

    /** No such route, or the model does not do this; without a name, no route that the caller may use does it. */
    record UnknownModel(String model) implements GatewayFailure {}

    /**
     * The tenant has no such thing.
     *
     * @param thing the {@linkplain Reference.Kind#wireName() kind} of thing
     * @param param the field that names it, or null when the path does, or one of several
     * @param id as the caller wrote it
     */
    record NotRemembered(String thing, String param, String id) implements GatewayFailure {}

    /**
     * The request needs something that lives where it cannot be served.
     *
     * @param thing the {@linkplain Reference.Kind#wireName() kind} of thing
     * @param param the field that names it
     * @param apart whether other things that the request names live elsewhere
     */
    record Misplaced(String thing, String param, boolean apart) implements GatewayFailure {}

    /** Nobody can say whose something is and where it lives. */
    record OwnershipUnknown(long retryAfterMillis) implements GatewayFailure {}

    /** A path of a published API that Tollgate does not serve. */
    record UnsupportedPath() implements GatewayFailure {}

    /** No such path. */
    record UnknownPath() implements GatewayFailure {}

    /** The path exists, with another method. */
    record WrongMethod(String allowed) implements GatewayFailure {}

    /**
     * A limit is reached.
     *
     * @param limit the limit that is longest in having enough
     * @param cause what has to happen before it has
     * @param requested what the request wanted of it, in the limit's unit
     * @param retryAfterMillis when the same request would be admitted
     */
    record LimitReached(
            ApplicableLimit limit, ReserveResult.Cause cause, long requested, long retryAfterMillis, QuotaView view)
            implements GatewayFailure {}

    /**
     * The request alone is more than the limit ever allows at once.
     *
     * @param mostOutputTokens the bound on each answer with which it would fit; 0 when there is none
     */
    record NeverFits(ApplicableLimit limit, long requested, long mostOutputTokens) implements GatewayFailure {}

    /**
     * A budget that bounds the tenant's spending is spent.
     *
     * @param retryAfterMillis until its period is over
     */
    record BudgetSpent(BudgetStop stop, long retryAfterMillis) implements GatewayFailure {}

    /**
     * The ledger or the directory of keys could not be asked.
     *
     * @param retryAfterMillis when to try again
     * @param status 503 or 429
     */
    record QuotaUnavailable(long retryAfterMillis, int status) implements GatewayFailure {
        public QuotaUnavailable(long retryAfterMillis) {
            this(retryAfterMillis, 503);
        }
    }

    /** What becomes of the request could not be written down. */
    record UsageLogFull() implements GatewayFailure {}

    /** Every deployment is known to be out of room. */
    record NoCapacity(long retryAfterMillis) implements GatewayFailure {}

    /** The route has no deployment that may be called. */
    record NoDeployment() implements GatewayFailure {}

    /**
     * Every attempt failed.
     *
     * @param timedOut whether the last one ran out of time
     */
    record UpstreamFailed(boolean timedOut) implements GatewayFailure {}

    /** The caller went away before there was anything to answer. */
    record CallerLeft() implements GatewayFailure {}

    /** A fault of ours. */
    record Internal() implements GatewayFailure {}
}
