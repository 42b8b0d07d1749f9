package io.tollgate.gateway.exchange.broken;

import io.tollgate.catalog.backend.OnCancel;
import io.tollgate.catalog.routing.Leaving;
import io.tollgate.events.Tokens;
import java.util.function.Consumer;

/**
 * What becomes of one call whose caller has left: it is given up, or read to its end within bounds. Confined to the call's
 * event loop.
 */
public final class Departure {

    /** A stream from which is to be learned is not worth waiting for when it falls silent. */
    static final long MAX_SILENT_MILLIS = 500;

    private final Departures all;
    private final Decision decision;
    private Runnable giveUp = () -> {};
    private Runnable cancel = () -> {};
    private Runnable cancelSilence = () -> {};
    private Consumer<Runnable> loop = task -> {};
    private long bytes;
    private long bytesBefore;
    private boolean ended;

    /**
     * @param call as it was when the caller left
     * @param read whether it is read to its end
     * @param whole whether its caller pays for all that the backend generates, else for what it had by then
     */
    record Decision(String route, Leaving policy, BrokenCall call, boolean read, boolean whole) {}

    /** The event loop that a call belongs to. */
    public interface Loop {

        /** Runs {@code task} after so long; returns what cancels it. */
        Runnable after(long delayMillis, Runnable task);

        /** What runs a task on this loop, from any thread. */
        Consumer<Runnable> executor();
    }

    Departure(Departures all, Decision decision) {
        this.all = all;
        this.decision = decision;
    }

    /** Whether the call is to be read to its end. */
    public boolean isDrained() {
        return decision.read;
    }

    /** Begins to watch the bounds; {@code action} gives the call up. Only for one that is read. */
    public void begin(Loop on, Runnable action) {
        giveUp = action;
        loop = on.executor();
        cancel = on.after(decision.policy.maxDrainMillis(), () -> giveUp.run());
        if (!decision.whole && decision.call.passedTokens() > 0) {
            bytesBefore = bytes;
            cancelSilence = on.after(MAX_SILENT_MILLIS, () -> listen(on));
        }
    }

    private void listen(Loop on) {
        if (bytes == bytesBefore) {
            giveUp.run();
        } else {
            bytesBefore = bytes;
            cancelSilence = on.after(MAX_SILENT_MILLIS, () -> listen(on));
        }
    }

    /** From now on the call is given up by {@code action}. */
    public void givenUpBy(Runnable action) {
        giveUp = action;
    }

    /** So many bytes more have been read for nobody. */
    public void read(long more) {
        bytes += more;
        if (bytes > decision.policy.maxDrainBytes()) {
            giveUp.run();
        }
    }

    /** The call has ended. Does nothing the second time. */
    public void end() {
        if (!ended) {
            ended = true;
            cancel.run();
            cancelSilence.run();
            if (decision.read) {
                all.ended(this, decision.route);
            }
        }
    }

    /** What the caller pays for, of a call that was read to its end and whose backend reported {@code reported}; learns from it. */
    public Tokens reported(Tokens reported, WholeCall whole) {
        Tokens then = Experience.inRetrospect(decision.call, whole);
        all.experience().learn(whole.leftAt(then.output()));
        if (decision.whole) {
            return reported;
        }
        return new Tokens(reported.input(), reported.cachedInput(), then.output(), then.reasoning(), then.source());
    }

    /**
     * What the caller pays for when the backend has reported nothing.
     *
     * @param now the call as it is
     * @param brokenOff whether it was the backend that ended it
     */
    public Tokens unreported(BrokenCall now, boolean brokenOff) {
        BrokenCall call = decision.whole ? now.byOneWhoLeft() : decision.call;
        boolean goesOn = decision.whole && !brokenOff && call.onCancel() != OnCancel.STOPS;
        return goesOn ? all.experience().whole(call) : all.experience().soFar(call);
    }

    void giveUpElsewhere() {
        loop.accept(() -> giveUp.run());
    }
}
