package io.tollgate.gateway.exchange;

import io.tollgate.gateway.model.GatewayFailure;

/** The reason in events and metrics: few, fixed words. */
final class FailureReasons {

    private FailureReasons() {}

    static String of(GatewayFailure failure) {
        return switch (failure) {
            case GatewayFailure.Unauthenticated unauthenticated -> "unauthenticated";
            case GatewayFailure.NotEntitled entitled -> "not_entitled";
            case GatewayFailure.Malformed malformed -> "malformed";
            case GatewayFailure.TooLarge large -> "too_large";
            case GatewayFailure.UnsupportedCoding coding -> "unsupported_coding";
            case GatewayFailure.BodiesTooLarge bodies -> bodies.whose() + ":bodies";
            case GatewayFailure.RequestTimeout timeout -> "request_timeout";
            case GatewayFailure.UnknownModel model -> "unknown_model";
            case GatewayFailure.NotRemembered thing -> "not_remembered";
            case GatewayFailure.Misplaced thing -> "misplaced";
            case GatewayFailure.OwnershipUnknown unknown -> "ownership_unknown";
            case GatewayFailure.UnsupportedPath path -> "unsupported_path";
            case GatewayFailure.UnknownPath path -> "unknown_path";
            case GatewayFailure.WrongMethod method -> "wrong_method";
            case GatewayFailure.LimitReached reached -> reached.limit().name();
            case GatewayFailure.NeverFits never -> never.limit().name();
            case GatewayFailure.BudgetSpent spent -> spent.stop().name();
            case GatewayFailure.QuotaUnavailable unavailable -> "quota_unavailable";
            case GatewayFailure.UsageLogFull full -> "usage_log_full";
            case GatewayFailure.NoCapacity full -> "no_capacity";
            case GatewayFailure.NoDeployment none -> "no_deployment";
            case GatewayFailure.UpstreamFailed failed -> failed.timedOut() ? "upstream_timeout" : "upstream_failed";
            case GatewayFailure.CallerLeft left -> "caller_left";
            case GatewayFailure.Internal fault -> "internal";
        };
    }
}
