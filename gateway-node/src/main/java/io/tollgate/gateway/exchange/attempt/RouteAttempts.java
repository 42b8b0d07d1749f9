package io.tollgate.gateway.exchange.attempt;

import io.tollgate.catalog.Deployment;
import io.tollgate.gateway.capacity.Claim;
import io.tollgate.gateway.exchange.attempt.Attempt.Candidate;
import io.tollgate.gateway.exchange.attempt.Attempt.Verdict;
import io.tollgate.gateway.exchange.attempt.Attempts.Result;
import io.tollgate.gateway.model.GatewayFailure;
import io.tollgate.gateway.model.RoutePlan;
import io.tollgate.gateway.model.UpstreamOutcome;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Calls the deployments of one route, one after the other, until one has an answer, nobody is left, or the route's bounds on
 * attempts, retries or time are reached.
 */
final class RouteAttempts {

    private static final Future<Optional<Candidate>> NOBODY = Future.succeededFuture(Optional.empty());

    private final Course course;
    private final AttemptStages stages;
    private final RoutePlan plan;
    private int calls;
    private UpstreamOutcome lastFailure;
    private long roomInMillis = Long.MAX_VALUE;

    RouteAttempts(Course course) {
        this.course = course;
        this.stages = course.stages();
        this.plan = course.request()
                .bound()
                .map(RoutePlan::only)
                .orElseGet(() -> stages.plan(
                        course.request().catalog(),
                        course.route(),
                        course.request().priority().priorityClass().name()));
    }

    Future<Result> run() {
        return next(false);
    }

    /**
     * @param isRetry whether the attempt before has failed, for another reason than want of room
     */
    private Future<Result> next(boolean isRetry) {
        if (course.running().hasCallerLeft()) {
            return nobody(new GatewayFailure.CallerLeft());
        }
        if (course.isLate() || calls == course.route().attempts().mostAttempts()) {
            return nobody(exhausted());
        }
        if (isRetry && !stages.mayRetry(course.route())) {
            return nobody(exhausted());
        }
        return choose().compose(chosen -> chosen.map(this::call).orElseGet(this::nobodyIsLeft));
    }

    private Future<Result> nobodyIsLeft() {
        return nobody(course.running().hasCallerLeft() ? new GatewayFailure.CallerLeft() : exhausted());
    }

    /** The next deployment that has room, with the room. Who is chosen is called, so the budgets are asked before. */
    private Future<Optional<Candidate>> choose() {
        Deployment deployment = plan.next().orElse(null);
        plan.resting().ifPresent(course.log()::full);
        if (deployment == null) {
            return NOBODY;
        }
        return claim(deployment).compose(claim -> switch (claim) {
            case Claim.Full full -> {
                course.log().full(deployment);
                roomInMillis = Math.min(roomInMillis, full.retryAfterMillis());
                yield course.running().hasCallerLeft() ? NOBODY : choose();
            }
            case Claim.Room room -> {
                if (course.running().hasCallerLeft()) {
                    room.hold().release();
                    yield NOBODY;
                }
                yield Future.succeededFuture(Optional.of(new Candidate(deployment, room.hold())));
            }
        });
    }

    private Future<Claim> claim(Deployment deployment) {
        return deployment.limits().isEmpty()
                ? Future.succeededFuture(Claim.UNCOUNTED)
                : stages.claim(
                        course.request().want(deployment, course.running().nextClaim()));
    }

    private Future<Result> call(Candidate candidate) {
        OptionalLong hedgeAfterMillis = calls == 0 ? hedgeAfterMillis(candidate) : OptionalLong.empty();
        Attempt attempt = begin(candidate);
        Future<Verdict> verdict;
        if (hedgeAfterMillis.isPresent()) {
            verdict = new Race(this::second, this::begin).run(attempt, hedgeAfterMillis.getAsLong());
        } else {
            verdict = attempt.verdict();
            attempt.start();
        }
        return verdict.compose(came -> switch (came) {
            case Verdict.Open open -> Future.succeededFuture(new Result.Served(open.answer()));
            case Verdict.Failed failed -> next(!(failed.outcome() instanceof UpstreamOutcome.Throttled));
            case Verdict.GivenUp givenUp -> nobody(new GatewayFailure.CallerLeft());
        });
    }

    private OptionalLong hedgeAfterMillis(Candidate candidate) {
        return course.route().attempts().mostAttempts() == 1
                ? OptionalLong.empty()
                : stages.hedgeAfterMillis(
                        course.route(),
                        candidate.deployment(),
                        course.request().estimate().promptTokens());
    }

    /** Who is called beside a first attempt that is slow. */
    private Future<Optional<Candidate>> second() {
        return !course.running().hasCallerLeft() && stages.mayHedge(course.route()) ? choose() : NOBODY;
    }

    private Attempt begin(Candidate candidate) {
        calls++;
        var attempt = new Attempt(course, candidate);
        attempt.verdict().onSuccess(verdict -> note(candidate.deployment(), verdict));
        return attempt;
    }

    private void note(Deployment deployment, Verdict verdict) {
        if (verdict instanceof Verdict.Failed(UpstreamOutcome.Throttled throttled)) {
            course.log().full(deployment);
            roomInMillis = Math.min(roomInMillis, throttled.retryAfterMillis());
        } else if (verdict instanceof Verdict.Failed failed) {
            lastFailure = failed.outcome();
        }
    }

    /** What to tell the caller: when there will be room, if room is all that was missing. */
    private GatewayFailure exhausted() {
        if (course.isLate()) {
            return new GatewayFailure.UpstreamFailed(true);
        }
        if (lastFailure instanceof UpstreamOutcome.Unsendable) {
            return new GatewayFailure.Internal();
        }
        if (lastFailure != null) {
            return new GatewayFailure.UpstreamFailed(lastFailure instanceof UpstreamOutcome.TimedOut);
        }
        long restMillis = plan.roomInMillis();
        long soonestMillis = restMillis > 0 ? Math.min(restMillis, roomInMillis) : roomInMillis;
        return soonestMillis == Long.MAX_VALUE
                ? new GatewayFailure.NoDeployment()
                : new GatewayFailure.NoCapacity(soonestMillis);
    }

    private static Future<Result> nobody(GatewayFailure failure) {
        return Future.succeededFuture(new Result.Nobody(failure));
    }
}
