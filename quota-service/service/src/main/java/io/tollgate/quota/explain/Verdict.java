package io.tollgate.quota.explain;

import io.tollgate.catalog.budget.BudgetStop;
import io.tollgate.ledger.Allowance;
import io.tollgate.ledger.ReserveResult;
import io.tollgate.ledger.limits.ApplicableLimit;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a node would answer.
 *
 * @param status 200 when the request is admitted
 * @param limit the limit that fires
 * @param retryAfterMillis absent where no clock tells
 */
record Verdict(int status, String reason, Optional<String> limit, OptionalLong retryAfterMillis) {

    private static final int OK = 200;
    private static final int TOO_LARGE = 400;
    private static final int UNAUTHENTICATED = 401;
    private static final int FORBIDDEN = 403;
    private static final int UNKNOWN = 404;
    private static final int TOO_MANY = 429;

    boolean admitted() {
        return status == OK;
    }

    /** What stands in the way before any limit is looked at. */
    static Optional<Verdict> ofEntitlement(Scene scene, Instant now, String model) {
        if (!scene.tenant().enabled()) {
            return Optional.of(refused(UNAUTHENTICATED, "the tenant is disabled"));
        }
        if (scene.key().map(key -> !key.usableAt(now)).orElse(false)) {
            return Optional.of(refused(UNAUTHENTICATED, "the key is revoked or has expired"));
        }
        if (scene.route().isEmpty()) {
            return Optional.of(refused(UNKNOWN, "there is no model '" + model + "'"));
        }
        if (!scene.tenant().mayCall(scene.route().get().model())) {
            return Optional.of(refused(FORBIDDEN, "the tenant may not call the model"));
        }
        return scene.stops().holding(scene.tenant(), now).map(stop -> spent(stop, now));
    }

    private static Verdict spent(BudgetStop stop, Instant now) {
        return new Verdict(
                FORBIDDEN,
                stop.name() + " is spent for this period",
                Optional.of(stop.name()),
                OptionalLong.of(stop.millisLeft(now)));
    }

    static Verdict free() {
        return refused(OK, "no limit applies");
    }

    static Verdict of(ReserveResult result, List<ApplicableLimit> limits) {
        return switch (result) {
            case ReserveResult.Granted granted -> refused(OK, "every limit has enough");
            case ReserveResult.NeverFits never -> {
                String name = name(never.denying(), limits);
                yield new Verdict(
                        TOO_LARGE,
                        "the request alone is more than " + name + " ever allows",
                        Optional.of(name),
                        OptionalLong.empty());
            }
            case ReserveResult.Denied denied -> {
                String name = name(denied.denying(), limits);
                boolean usedUp = denied.cause() == ReserveResult.Cause.PERIOD;
                boolean timed = denied.cause() != ReserveResult.Cause.IN_FLIGHT;
                yield new Verdict(
                        usedUp ? FORBIDDEN : TOO_MANY,
                        name + (usedUp ? " is used up for this period" : " is reached"),
                        Optional.of(name),
                        timed ? OptionalLong.of(denied.retryAfterMillis()) : OptionalLong.empty());
            }
        };
    }

    private static Verdict refused(int status, String reason) {
        return new Verdict(status, reason, Optional.empty(), OptionalLong.empty());
    }

    private static String name(Allowance allowance, List<ApplicableLimit> limits) {
        return limits.stream()
                .filter(limit -> limit.allowance().id().equals(allowance.id()))
                .map(ApplicableLimit::name)
                .findFirst()
                .orElse(allowance.id());
    }
}
