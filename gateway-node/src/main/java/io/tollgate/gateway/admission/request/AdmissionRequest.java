package io.tollgate.gateway.admission.request;

import io.tollgate.catalog.Enforcement;
import io.tollgate.catalog.LimitKind;
import io.tollgate.catalog.Operation;
import io.tollgate.catalog.Route;
import io.tollgate.gateway.body.InferenceBody;
import io.tollgate.gateway.catalog.CatalogIndex;
import io.tollgate.gateway.model.Caller;
import io.tollgate.gateway.model.RequestId;
import io.tollgate.ledger.limits.ApplicableLimit;
import io.tollgate.ledger.limits.ApplicableLimits;
import java.time.Instant;
import java.util.List;

/**
 * A request that wants to run.
 *
 * @param at when it came; prices and periods are those of this moment
 * @param limits all that apply to it
 */
public record AdmissionRequest(
        RequestId id,
        Instant at,
        Caller caller,
        CatalogIndex catalog,
        Route route,
        Operation operation,
        InferenceBody body,
        List<ApplicableLimit> limits) {

    public AdmissionRequest {
        limits = List.copyOf(limits);
    }

    /** The same for a request that uses no tokens: only limits on requests apply to it. */
    public AdmissionRequest ofRequestsOnly() {
        List<ApplicableLimit> ofRequests = limits.stream()
                .filter(limit -> limit.limit().kind() == LimitKind.REQUESTS_PER_MINUTE
                        || limit.limit().kind() == LimitKind.CONCURRENT_REQUESTS)
                .toList();
        return new AdmissionRequest(id, at, caller, catalog, route, operation, body, ofRequests);
    }

    /** The ledger account that all of the limits are in. */
    String account() {
        return ApplicableLimits.account(caller.tenant());
    }

    String tenant() {
        return caller.tenant().id();
    }

    /** Whether the request itself says how much it may produce. */
    boolean bounded() {
        return body.outputBoundTokens().isPresent();
    }

    /** Whether a budget applies, so that it matters what tokens cost. */
    public boolean spendsMoney() {
        return limits.stream().anyMatch(limit -> limit.limit().kind() == LimitKind.MONEY_BUDGET);
    }

    /** Whether any limit applies for which it matters how many tokens there are. */
    boolean countsTokens() {
        return limits.stream().anyMatch(AdmissionRequest::dependsOnTokens);
    }

    /** Whether such a limit wants to be held exactly. */
    boolean isStrict() {
        return limits.stream()
                .anyMatch(limit -> dependsOnTokens(limit) && limit.limit().enforcement() == Enforcement.STRICT);
    }

    private static boolean dependsOnTokens(ApplicableLimit limit) {
        LimitKind kind = limit.limit().kind();
        return kind.countsTokens() || kind == LimitKind.MONEY_BUDGET;
    }
}
