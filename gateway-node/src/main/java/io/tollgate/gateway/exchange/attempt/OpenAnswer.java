package io.tollgate.gateway.exchange.attempt;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Route;
import io.tollgate.gateway.capacity.Hold;
import io.tollgate.gateway.exchange.broken.BrokenCall;
import io.tollgate.gateway.exchange.broken.WholeCall;
import io.tollgate.gateway.metering.UsageMeter;
import io.tollgate.gateway.model.UpstreamOutcome;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/**
 * An answer that is the caller's: what was held back of it, and the way to the rest. From here on no other deployment is
 * tried. To be {@linkplain #close closed} in any case; its hold is the exchange's to end.
 */
public final class OpenAnswer {

    private final Attempt attempt;
    private final Opening opening;
    private boolean paused;
    private boolean isPaused;
    private long pausedNanos;
    private boolean closed;

    OpenAnswer(Attempt attempt, Opening opening) {
        this.attempt = attempt;
        this.opening = opening;
        if (opening.isEnded()) {
            attempt.watch.stop();
        }
    }

    /** The route that it was found on. */
    public Route route() {
        return attempt.course.route();
    }

    public Deployment deployment() {
        return attempt.deployment;
    }

    /** Accepted or rejected. */
    public UpstreamOutcome outcome() {
        return opening.outcome();
    }

    public boolean isAccepted() {
        return opening.outcome() instanceof UpstreamOutcome.Accepted;
    }

    public boolean isStream() {
        return opening.isStream();
    }

    /** Whether all of it is held. */
    public boolean isEnded() {
        return opening.isEnded();
    }

    /** Has read what is held. */
    public UsageMeter meter() {
        return opening.meter();
    }

    public Hold hold() {
        return attempt.hold;
    }

    /** The head that the caller gets. */
    public MultiMap headers() {
        return opening.headers();
    }

    /** The beginning, past the meter, until the rest is let {@linkplain #pass pass}. */
    public Buffer held() {
        return opening.held();
    }

    /** Lets what is not held go to {@code sink}, by the deadlines for silence and for the whole request. Not after its end. */
    public void pass(AnswerSink sink) {
        attempt.watch.onLate(() -> {
            sink.broken(true);
            giveUp();
        });
        attempt.progressed();
        opening.pass(sink);
    }

    /** The caller reads more slowly than the backend sends, so that the backend's silence is not its own. */
    public void pause() {
        paused = true;
        isPaused = true;
        pausedNanos = attempt.nanosSinceStart();
        attempt.watch.until(attempt.course.endNanos());
        opening.pause();
    }

    public void resume() {
        isPaused = false;
        attempt.progressed();
        opening.resume();
    }

    /** What is known of what it has used, as long as the backend has not said so. */
    public BrokenCall broken() {
        return attempt.broken(isPaused ? attempt.nanosSinceStart() - pausedNanos : 0);
    }

    /** The same when the backend has told of all of it. */
    public WholeCall wholeCall(long outputTokens, long reasoningTokens) {
        return attempt.whole(outputTokens, reasoningTokens);
    }

    /** All of it has come; tells routing how fast that was, unless the caller was what it waited for. */
    public void whole(long promptTokens, long outputTokens) {
        if (!closed && !paused) {
            attempt.flight.whole(promptTokens, outputTokens, attempt.nanosSinceStart());
        }
    }

    /** Stops the call to the backend. */
    public void giveUp() {
        close();
        attempt.abandon();
    }

    /** There is nothing more to come. Does nothing the second time. */
    public void close() {
        if (!closed) {
            closed = true;
            attempt.watch.stop();
            attempt.flight.close();
        }
    }
}
