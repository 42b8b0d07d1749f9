package io.tollgate.gateway.ingress;

import io.tollgate.catalog.LimitKind;
import io.tollgate.gateway.model.GatewayFailure;
import io.tollgate.ledger.ReserveResult;

/** What a caller is told about a limit that is reached. */
final class LimitReplies {

    private LimitReplies() {}

    static ErrorReply reached(GatewayFailure.LimitReached reached) {
        LimitKind kind = reached.limit().limit().kind();
        boolean usedUp = reached.cause() == ReserveResult.Cause.PERIOD;
        return new ErrorReply(
                usedUp ? 403 : 429,
                message(reached),
                kind.countsTokens() ? "tokens" : kind == LimitKind.MONEY_BUDGET ? "budget" : "requests",
                null,
                usedUp ? "insufficient_quota" : "rate_limit_exceeded",
                reached.retryAfterMillis(),
                reached.limit().name());
    }

    static ErrorReply neverFits(GatewayFailure.NeverFits never) {
        return new ErrorReply(
                400,
                "This request may use " + never.requested() + " of the limit " + never.limit().name() + ", which never"
                        + " allows more than " + never.limit().allowance().capacity()
                        + " at once. Shorten the input or lower max_tokens.",
                "invalid_request_error",
                "max_tokens",
                "request_exceeds_limit",
                0,
                never.limit().name());
    }

    private static String message(GatewayFailure.LimitReached reached) {
        long available = reached.view()
                .tightest(reached.limit().limit().kind())
                .map(level -> Math.max(0, level.available()))
                .orElse(0L);
        return "Limit " + reached.limit().name() + " reached: " + reached.limit().limit().amount() + " allowed, "
                + available + " available, " + reached.requested() + " requested. Please try again in "
                + reached.retryAfterMillis() + " ms.";
    }
}
