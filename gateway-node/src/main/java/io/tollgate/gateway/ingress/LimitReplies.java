package io.tollgate.gateway.ingress;

import io.tollgate.catalog.Limit;
import io.tollgate.catalog.LimitKind;
import io.tollgate.catalog.budget.BudgetStop;
import io.tollgate.gateway.model.GatewayFailure;
import io.tollgate.ledger.ReserveResult;
import java.math.BigDecimal;
import java.util.Locale;

/** What a caller is told about a limit that is reached. */
final class LimitReplies {

    private static final int NANO_DIGITS = 9;

    private LimitReplies() {}

    static ErrorReply reached(GatewayFailure.LimitReached reached) {
        boolean usedUp = reached.cause() == ReserveResult.Cause.PERIOD;
        return new ErrorReply(
                usedUp ? 403 : 429,
                message(reached),
                type(reached.limit().limit().kind()),
                null,
                usedUp ? "insufficient_quota" : "rate_limit_exceeded",
                reached.retryAfterMillis(),
                reached.limit().name());
    }

    static ErrorReply spent(GatewayFailure.BudgetSpent spent) {
        BudgetStop stop = spent.stop();
        return new ErrorReply(
                403,
                "The budget '" + stop.budget() + "' of the " + whose(stop) + " is spent. It begins anew at "
                        + stop.until() + ".",
                "budget",
                null,
                "insufficient_quota",
                spent.retryAfterMillis(),
                stop.name());
    }

    /** Of the node's memory for bodies: 503 when all of it is taken, else 429. */
    static ErrorReply bodies(GatewayFailure.BodiesTooLarge bodies) {
        boolean ofAll = bodies.whose().equals("node");
        return new ErrorReply(
                ofAll ? 503 : 429,
                "The bodies of requests in flight are too large together. Send fewer large requests at one time.",
                ofAll ? "server_error" : "requests",
                null,
                ofAll ? "body_memory_full" : "rate_limit_exceeded",
                bodies.retryAfterMillis(),
                bodies.whose() + ":bodies-in-flight");
    }

    private static String whose(BudgetStop stop) {
        return switch (stop.scope()) {
            case TENANT -> "tenant";
            case PRODUCT -> "product";
            case COST_CENTRE -> "cost centre";
        };
    }

    static ErrorReply neverFits(GatewayFailure.NeverFits never) {
        Limit limit = never.limit().limit();
        String advice = never.mostOutputTokens() > 0
                ? "Set max_tokens (or max_completion_tokens) to at most " + never.mostOutputTokens() + "."
                : "Shorten the input or ask for less output.";
        return new ErrorReply(
                400,
                "This request may use " + amount(limit, never.requested()) + " of the limit "
                        + never.limit().name() + ", which never allows more than "
                        + amount(limit, never.limit().allowance().capacity()) + " at once. " + advice,
                "invalid_request_error",
                never.mostOutputTokens() > 0 ? "max_tokens" : null,
                "request_exceeds_limit",
                0,
                never.limit().name());
    }

    private static String message(GatewayFailure.LimitReached reached) {
        Limit limit = reached.limit().limit();
        long available = reached.view()
                .level(reached.limit())
                .map(level -> Math.max(0, level.available()))
                .orElse(0L);
        return "Limit " + reached.limit().name() + " reached: " + amount(limit, limit.amount()) + " " + unit(limit)
                + " allowed, " + amount(limit, available) + " available, " + amount(limit, reached.requested())
                + " requested. Please try again in " + reached.retryAfterMillis() + " ms.";
    }

    private static String type(LimitKind kind) {
        return switch (kind) {
            case TOKENS_PER_MINUTE, TOKEN_QUOTA -> "tokens";
            case REQUESTS_PER_MINUTE, CONCURRENT_REQUESTS -> "requests";
            case MONEY_BUDGET -> "budget";
        };
    }

    private static String unit(Limit limit) {
        return switch (limit.kind()) {
            case TOKENS_PER_MINUTE -> "tokens per minute";
            case REQUESTS_PER_MINUTE -> "requests per minute";
            case CONCURRENT_REQUESTS -> "requests at one time";
            case TOKEN_QUOTA -> "tokens per " + period(limit);
            case MONEY_BUDGET -> "per " + period(limit);
        };
    }

    private static String period(Limit limit) {
        return limit.period().orElseThrow().name().toLowerCase(Locale.ROOT);
    }

    /** Money as a decimal number, everything else as it is. */
    private static String amount(Limit limit, long amount) {
        return limit.kind() == LimitKind.MONEY_BUDGET
                ? BigDecimal.valueOf(amount, NANO_DIGITS).stripTrailingZeros().toPlainString()
                : Long.toString(amount);
    }
}
