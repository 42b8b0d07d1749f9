package io.tollgate.gateway.exchange.attempt;

import io.tollgate.catalog.Deployment;
import io.tollgate.gateway.capacity.Hold;
import io.tollgate.gateway.model.UpstreamOutcome;
import io.tollgate.gateway.routing.Flight;
import io.tollgate.gateway.upstream.Answer;
import io.tollgate.gateway.upstream.BackendCall;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.jboss.logging.Logger;

/**
 * One call to one deployment, until there is an answer to pass on, or none. It comes to exactly one {@link Verdict}. When it
 * fails or is given up it has ended its hold and its flight, stopped its timer and left the backend alone; when it opens,
 * that is the {@link OpenAnswer}'s to do.
 */
final class Attempt {

    private static final Logger LOGGER = Logger.getLogger(Attempt.class);

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
    private boolean sent;
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
                course.stages().bodyFor(deployment, request.body()),
                course.connectMillis());
    }

    /** Stops it, unless it has come to something. What the backend has been sent it is thought to have read. */
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

    /** Whether it has come to something. */
    boolean isOver() {
        return over;
    }

    /** Something has come from the backend: now it may be silent for a while, but the first content has its own deadline. */
    void progressed() {
        long idleNanos = course.deadline(course.stages().nanos(), idleMillis);
        watch.until(over ? idleNanos : Course.earlier(openByNanos, idleNanos));
    }

    void opened(Opening opening) {
        if (over) {
            return;
        }
        UpstreamOutcome outcome = opening.outcome();
        end(outcome.wireName(), outcome.status());
        flight.decided(outcome);
        if (opening.isStream()) {
            flight.firstToken(course.request().estimate().promptTokens(), nanosSinceStart());
        }
        verdict.complete(new Verdict.Open(new OpenAnswer(this, opening)));
    }

    void fail(UpstreamOutcome outcome) {
        if (over) {
            return;
        }
        end(outcome.wireName(), outcome.status());
        flight.decided(outcome);
        flight.close();
        watch.stop();
        switch (outcome) {
            case UpstreamOutcome.Throttled throttled -> hold.throttled(throttled.retryAfterMillis());
            case UpstreamOutcome.TimedOut timeout -> settle();
            case UpstreamOutcome.Malformed malformed -> settle();
            case UpstreamOutcome.Cut cut -> settle();
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
        if (outcome.retriable()) {
            answer.body().ifPresent(body -> new Drain(course.stages(), abandon).run(body));
            abandon = () -> {};
            fail(outcome);
            return;
        }
        hold.answered(answer.room());
        flight.reported(answer.room());
        boolean streamed = course.request().body().stream();
        if (outcome instanceof UpstreamOutcome.Accepted && !(streamed ? answer.isEventStream() : answer.isJson())) {
            fail(new UpstreamOutcome.Malformed(outcome.status()));
            return;
        }
        progressed();
        new Opening(this, answer).run();
    }

    private void late() {
        fail(new UpstreamOutcome.TimedOut());
    }

    private void settle() {
        if (sent) {
            hold.settle(course.request().estimate().promptTokens(), 0, 0);
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
