package io.tollgate.gateway.exchange.attempt;

import io.tollgate.catalog.Deployment;
import io.tollgate.events.Tokens;
import io.tollgate.gateway.capacity.Hold;
import io.tollgate.gateway.exchange.broken.BrokenCall;
import io.tollgate.gateway.exchange.broken.WholeCall;
import io.tollgate.gateway.metering.UsageReading;
import io.tollgate.gateway.model.UpstreamOutcome;
import io.tollgate.gateway.routing.Flight;
import io.tollgate.gateway.upstream.Answer;
import io.tollgate.gateway.upstream.BackendCall;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import org.jboss.logging.Logger;

/**
 * One call to one deployment, until there is an answer to pass on, or none. It comes to exactly one {@link Verdict}. When it
 * fails or is given up it has ended its hold and its flight, stopped its timer and left the backend alone; when it opens,
 * that is the {@link OpenAnswer}'s to do.
 */
final class Attempt {

    private static final Logger LOGGER = Logger.getLogger(Attempt.class);

    private static final long NANOS_PER_MILLI = 1_000_000;

    /** The result of an attempt that nobody waits for any more. */
    static final String CANCELLED = "cancelled";

    /** The result of an attempt beside which another one was faster. */
    static final String HEDGE_LOST = "hedge-lost";

    /** What an attempt comes to. */
    sealed interface Verdict {

        /** There is an answer. */
        record Open(OpenAnswer answer) implements Verdict {}

        /** There is none; another deployment may do better. */
        record Failed(UpstreamOutcome outcome) implements Verdict {}

        /** It was stopped from outside. */
        record GivenUp() implements Verdict {}
    }

    /** Who is to be called, with the room that it has for the call. */
    record Candidate(Deployment deployment, Hold hold) {}

    final Course course;
    final Deployment deployment;
    final Hold hold;
    final Flight flight;
    final Watch watch;
    private final AttemptLog.Entry entry;
    private final long startedNanos;
    private final long openByNanos;
    private final long idleMillis;
    private final Promise<Verdict> verdict = Promise.promise();
    private Runnable abandon = () -> {};
    private Opening opening;
    private long openedNanos;
    private boolean sent;
    private boolean asksForUsage;
    private boolean repeated;
    private boolean over;

    Attempt(Course course, Candidate candidate) {
        this.course = course;
        this.deployment = candidate.deployment();
        this.hold = candidate.hold();
        this.flight = course.stages().begin(deployment);
        this.entry = course.log().begin(deployment);
        this.watch = new Watch(course.stages(), this::late);
        this.startedNanos = course.stages().nanos();
        this.openByNanos = course.deadline(startedNanos, course.request().openMillis(course.route()));
        this.idleMillis = course.route().attempts().deadlines().idleMillis();
        course.running().add(this);
    }

    /** What it comes to; never fails. */
    Future<Verdict> verdict() {
        return verdict.future();
    }

    /** Makes the call. */
    void start() {
        watch.begin(openByNanos, Course.earlier(openByNanos, course.deadline(startedNanos, idleMillis)));
        send();
    }

    /** Makes the call once more, if all that the deployment refuses is to be asked for usage, which the caller did not. */
    boolean sentAgain(Buffer refusal) {
        repeated = asksForUsage && course.request().body().leavesUsageToUs() && Refusal.isOfStreamOptions(refusal);
        if (repeated) {
            send();
        }
        return repeated;
    }

    private void send() {
        asksForUsage =
                course.request().body().stream() && !repeated && course.stages().mayAskForUsage(deployment);
        Future.succeededFuture()
                .compose(now -> course.stages().call(call(), this::started))
                .onSuccess(this::answered)
                .onFailure(fault -> {
                    LOGGER.errorf(
                            fault, "request=%s cannot be sent", course.request().id());
                    fail(new UpstreamOutcome.Unsendable());
                });
    }

    private BackendCall call() {
        AttemptRequest request = course.request();
        return new BackendCall(
                deployment,
                request.operation(),
                request.headers(),
                course.stages().bodyFor(deployment, request.body(), asksForUsage),
                course.connectMillis());
    }

    /** Stops it, unless it has come to something. */
    void giveUp(String result) {
        if (over) {
            return;
        }
        end(result, 0);
        watch.stop();
        settle();
        flight.close();
        abandon.run();
        verdict.complete(new Verdict.GivenUp());
    }

    /** Leaves the backend alone. */
    void abandon() {
        abandon.run();
    }

    long nanosSinceStart() {
        return course.stages().nanos() - startedNanos;
    }

    /** Whether the backend may have it. */
    boolean isSent() {
        return sent;
    }

    /** What is known of what it has used. */
    BrokenCall broken() {
        return broken(0);
    }

    /** The same of one of which nothing has been read for {@code pausedNanos}. */
    BrokenCall broken(long pausedNanos) {
        AttemptRequest request = course.request();
        long now = course.stages().nanos();
        boolean hasContent = openedNanos != 0 && request.body().stream();
        long waitedNanos = (hasContent ? openedNanos : now) - startedNanos;
        return new BrokenCall(
                request.kind(deployment),
                deployment.handling().onCancel(),
                request.estimate().promptTokens(),
                request.expectedTokens(),
                request.mostOutputTokens(),
                opening == null ? 0 : opening.meter().passedTokens(),
                opening != null && opening.meter().reading() instanceof UsageReading.Counted counted
                        ? counted.output()
                        : 0,
                waitedNanos / NANOS_PER_MILLI,
                (now - startedNanos - waitedNanos - pausedNanos) / NANOS_PER_MILLI,
                pausedNanos / NANOS_PER_MILLI);
    }

    /** The same call when the backend has told of all of it. */
    WholeCall whole(long outputTokens, long reasoningTokens) {
        return new WholeCall(
                course.request().kind(deployment),
                outputTokens,
                reasoningTokens,
                opening.meter().passedTokens(),
                (openedNanos - startedNanos) / NANOS_PER_MILLI,
                nanosSinceStart() / NANOS_PER_MILLI,
                0);
    }

    /** Whether it has come to something. */
    boolean isOver() {
        return over;
    }

    /** Something has come from the backend: now it may be silent for a while, but the first content has its own deadline. */
    void progressed() {
        long idleNanos = course.deadline(course.stages().nanos(), idleMillis);
        watch.until(over ? idleNanos : Course.earlier(openByNanos, idleNanos));
    }

    void opened() {
        if (over) {
            return;
        }
        openedNanos = course.stages().nanos();
        UpstreamOutcome outcome = opening.outcome();
        if (repeated && outcome instanceof UpstreamOutcome.Accepted) {
            course.stages().usageRefused(deployment);
        }
        end(outcome.wireName(), outcome.status());
        flight.decided(outcome);
        if (opening.isStream()) {
            flight.firstToken(course.request().estimate().promptTokens(), nanosSinceStart());
        }
        verdict.complete(new Verdict.Open(new OpenAnswer(this, opening)));
    }

    void fail(UpstreamOutcome reason) {
        if (over) {
            return;
        }
        UpstreamOutcome outcome = reason instanceof UpstreamOutcome.Throttled throttled
                ? throttled.cappedAt(deployment.handling().breaker().mostRetryAfterMillis())
                : reason;
        end(outcome.wireName(), outcome.status());
        flight.decided(outcome);
        flight.close();
        watch.stop();
        switch (outcome) {
            case UpstreamOutcome.Throttled throttled -> hold.throttled(throttled.retryAfterMillis());
            case UpstreamOutcome.TimedOut timeout -> settle();
            case UpstreamOutcome.Malformed malformed -> settle();
            case UpstreamOutcome.Cut cut -> settle();
            case UpstreamOutcome.ConnectFailed broken when course.running().hasCallerLeft() -> settle();
            default -> hold.release();
        }
        abandon.run();
        verdict.complete(new Verdict.Failed(outcome));
    }

    private void started(Runnable giveUp) {
        sent = true;
        abandon = giveUp;
        if (over) {
            giveUp.run();
        }
    }

    private void answered(Answer answer) {
        if (answer.body().isEmpty()) {
            abandon = () -> {};
        }
        answer.body().ifPresent(body -> body.exceptionHandler(failure -> {}));
        if (over) {
            abandon.run();
            return;
        }
        UpstreamOutcome outcome = answer.outcome();
        if (outcome.retriable()
                && !(Opening.isToBeRead(outcome) && answer.body().isPresent())) {
            answer.body().ifPresent(body -> new Drain(course.stages(), abandon).run(body));
            abandon = () -> {};
            fail(outcome);
            return;
        }
        hold.answered(answer.room());
        flight.reported(answer.room());
        boolean streamed = course.request().body().stream();
        boolean asAsked = answer.isUntyped() || (streamed ? answer.isEventStream() : answer.isJson());
        if (outcome instanceof UpstreamOutcome.Accepted && !asAsked) {
            fail(new UpstreamOutcome.Malformed(outcome.status()));
            return;
        }
        progressed();
        opening = new Opening(this, answer);
        opening.run();
    }

    private void late() {
        fail(new UpstreamOutcome.TimedOut());
    }

    private void settle() {
        if (sent) {
            Tokens used = course.running().used(course.stages(), broken());
            hold.settle(used.input(), 0, used.output());
            course.log().used(deployment, used);
        } else {
            hold.release();
        }
    }

    private void end(String result, int status) {
        over = true;
        course.running().remove(this);
        entry.end(result, status, course.millisSince(startedNanos));
    }
}
