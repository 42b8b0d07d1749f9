package io.tollgate.gateway.exchange.broken;

import io.tollgate.events.Tokens;
import io.tollgate.gateway.admission.estimate.RecentlyUsed;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What has been seen of whole calls, and what broken ones are therefore thought to have used. Of calls whose callers left only
 * those count that were read to their end nonetheless, as long as there are any: others may be of another sort. Thread-safe;
 * remembers at most {@value #MAX_KINDS} kinds.
 */
public final class Experience {

    static final int MAX_KINDS = 20_000;

    /** A call of which nothing is known hardly has more. */
    private static final long USUAL_TOKENS = 512;

    private final RecentlyUsed<CallKind, Learned> kinds = new RecentlyUsed<>(MAX_KINDS);

    private static final class Learned {
        private final AtomicReference<CallPattern> pattern = new AtomicReference<>(CallPattern.UNKNOWN);
        private final AtomicInteger departures = new AtomicInteger();
    }

    /** Learns from a call that was read to its end. */
    public void learn(WholeCall call) {
        learn(call.kind(), call);
        learn(call.kind().ofEverybody(), call);
    }

    private void learn(CallKind kind, WholeCall call) {
        kinds.computeIfAbsent(kind, fresh -> new Learned()).pattern.updateAndGet(before -> before.with(call));
    }

    /** What the call has used when it is given up now. */
    public Tokens givenUp(BrokenCall call) {
        return call.goesOn() ? whole(call) : soFar(call);
    }

    /** What the backend has produced for the call by now. */
    public Tokens soFar(BrokenCall call) {
        return pattern(call.kind()).soFar(call, expected(call));
    }

    /** What the backend has produced for it once it has come to its end. */
    public Tokens whole(BrokenCall call) {
        return pattern(call.kind()).whole(call, expected(call));
    }

    /** What {@code call} had used at a moment that is past, now that it has been read to its end. */
    static Tokens inRetrospect(BrokenCall call, WholeCall whole) {
        return CallPattern.UNKNOWN.with(whole).soFar(call, whole.outputTokens());
    }

    /** What such a call may have besides what it has, were it not given up: hardly more, not on the average. */
    long atRisk(BrokenCall call) {
        CallPattern own = own(call.kind());
        double whole = own.isKnown() ? own.outputTokens() : Math.min(call.expectedTokens(), USUAL_TOKENS);
        return Math.round(Math.max(own.restTokens(), whole - soFar(call).output()));
    }

    /** The how manieth caller has left a call of this kind, from 1. */
    int departed(CallKind kind) {
        return kinds.computeIfAbsent(kind.left(true), fresh -> new Learned())
                .departures
                .updateAndGet(count -> count == Integer.MAX_VALUE ? count : count + 1);
    }

    /** What such a call would produce on the average. */
    private double expected(BrokenCall call) {
        CallPattern own = own(call.kind());
        return own.isKnown() ? own.outputTokens() : call.expectedTokens();
    }

    /** How long an answer in one piece takes says nothing of another's. */
    private CallPattern pattern(CallKind kind) {
        CallPattern own = own(kind);
        return own.isKnown() || !kind.streamed() ? own : known(kind.ofEverybody());
    }

    private CallPattern own(CallKind kind) {
        CallPattern same = known(kind);
        return same.isKnown() || !kind.left() ? same : known(kind.left(false));
    }

    private CallPattern known(CallKind kind) {
        Learned learned = kinds.get(kind);
        return learned == null ? CallPattern.UNKNOWN : learned.pattern.get();
    }
}
