package io.tollgate.gateway.routing.breaker;

import io.tollgate.catalog.backend.BreakerPolicy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * One deployment's breaker and rests, as this node sees them. Closed until the deployment fails too often; then open for
 * a while, on all nodes; then half-open, in which the node that holds the ticket makes one call. Its success closes the breaker
 * everywhere, its failure opens it again. Tickets are asked for in the background, never by a request that waits. Thread-safe.
 */
public final class Breaker {

    /** What a message may ask for at most, whoever sent it. */
    private static final long MOST_MILLIS = 86_400_000;

    /** Who did not get the ticket asks again after this, or after a quarter of the time that a breaker stays open. */
    private static final long ASK_AGAIN_MILLIS = 100;

    private static final Entry FREE = new Entry.Free();
    private static final Entry SHUT = new Entry.Shut();

    private sealed interface Phase {}

    /** Everything passes, since then; since ever if it never failed. */
    private record Closed(long sinceMillis) implements Phase {}

    /** Nothing passes; from {@code untilMillis} on the ticket is asked for. */
    private record Open(long untilMillis) implements Phase {}

    /** The node may try, until then. */
    private record Ticket(long untilMillis) implements Phase {}

    /** A request was told that it may try. */
    private record HandedOut(long untilMillis) implements Phase {}

    /** It tries. */
    private record Probing() implements Phase {}

    private final String deploymentId;
    private final LongSupplier monotonicMillis;
    private final ProbeTickets tickets;
    private final Consumer<Notice> tell;
    private final AtomicReference<Phase> phase = new AtomicReference<>(new Closed(Long.MIN_VALUE));
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile long askAgainAtMillis = Long.MIN_VALUE;
    private volatile long restUntilMillis = Long.MIN_VALUE;
    private volatile FailureDetector detector;

    /**
     * @param tell is given what the other nodes must know
     */
    public Breaker(String deploymentId, LongSupplier monotonicMillis, ProbeTickets tickets, Consumer<Notice> tell) {
        this.deploymentId = deploymentId;
        this.monotonicMillis = monotonicMillis;
        this.tickets = tickets;
        this.tell = tell;
    }

    /** Whether the deployment may be called now. An {@link Entry.Probe} is for whoever got it, and for nobody else. */
    public Entry enter(BreakerPolicy policy) {
        Phase now = phase.get();
        long restMillis = restMillis();
        if (restMillis > 0) {
            return new Entry.Resting(restMillis);
        }
        if (now instanceof Closed) {
            return FREE;
        }
        if (now instanceof Ticket(long untilMillis) && monotonicMillis.getAsLong() < untilMillis) {
            var handedOut = new HandedOut(untilMillis);
            if (phase.compareAndSet(now, handedOut)) {
                return new Entry.Probe(handedOut);
            }
        }
        askForTicket(policy);
        return SHUT;
    }

    /** The request that was to try did not call the deployment: another may. */
    public void giveBack(Entry.Probe probe) {
        if (probe.handedOut() instanceof HandedOut handedOut) {
            phase.compareAndSet(handedOut, new Ticket(handedOut.untilMillis));
        }
    }

    /** A call begins. Returns whether it is the one that tries whether the deployment serves again. */
    public boolean begin(BreakerPolicy policy) {
        Phase now = phase.get();
        boolean isProbe = now instanceof HandedOut && phase.compareAndSet(now, new Probing());
        if (isProbe) {
            tickets.used(deploymentId, policy.openMillis());
        }
        return isProbe;
    }

    /** The deployment answered. */
    public void succeeded(BreakerPolicy policy, boolean isProbe) {
        if (isProbe) {
            close();
            tell.accept(new Notice.Closed(deploymentId));
        } else if (phase.get() instanceof Closed) {
            detector(policy).succeeded(monotonicMillis.getAsLong());
        }
    }

    /** The call failed. Of calls that were made before the breaker opened nothing more is learned. */
    public void failed(BreakerPolicy policy, boolean isProbe) {
        long nowMillis = monotonicMillis.getAsLong();
        Phase now = phase.get();
        var open = new Open(nowMillis + policy.openMillis());
        if (isProbe) {
            phase.set(open);
        } else if (!(now instanceof Closed) || !detector(policy).failed(nowMillis) || !phase.compareAndSet(now, open)) {
            return;
        }
        detector = null;
        tell.accept(new Notice.Opened(deploymentId, policy.openMillis()));
    }

    /** The deployment has no room for so long by its own account. It answers, so it does not fail. */
    public void throttled(BreakerPolicy policy, long askedMillis, boolean isProbe) {
        succeeded(policy, isProbe);
        long millis = Math.clamp(askedMillis, 1, policy.mostRetryAfterMillis());
        rest(millis);
        tell.accept(new Notice.Rested(deploymentId, millis));
    }

    /** The call that was to try was given up before it came to anything. */
    public void abandoned() {
        if (phase.get() instanceof Probing probing) {
            phase.compareAndSet(probing, new Open(monotonicMillis.getAsLong()));
        }
    }

    /** What another node has found. */
    public void heard(Notice notice) {
        switch (notice) {
            case Notice.Opened opened -> heardOpen(Math.clamp(opened.millis(), 1, MOST_MILLIS));
            case Notice.Closed closed -> close();
            case Notice.Rested rested -> rest(Math.clamp(rested.millis(), 1, MOST_MILLIS));
        }
    }

    /** Asks for the ticket when it is time to, so that a deployment that is seldom wanted is tried as well. */
    public void askForTicket(BreakerPolicy policy) {
        long nowMillis = monotonicMillis.getAsLong();
        Phase open = lapsed(nowMillis);
        if (open instanceof Open(long untilMillis)
                && nowMillis >= untilMillis
                && nowMillis >= askAgainAtMillis
                && asking.compareAndSet(false, true)) {
            tickets.take(deploymentId, policy.openMillis())
                    .whenComplete((granted, nobody) -> told(policy, open, nowMillis, granted, nobody));
        }
    }

    public BreakerState state() {
        return switch (phase.get()) {
            case Closed closed -> BreakerState.CLOSED;
            case Open open ->
                open.untilMillis > monotonicMillis.getAsLong() ? BreakerState.OPEN : BreakerState.HALF_OPEN;
            case Ticket ticket -> BreakerState.HALF_OPEN;
            case HandedOut handedOut -> BreakerState.HALF_OPEN;
            case Probing probing -> BreakerState.HALF_OPEN;
        };
    }

    /** How long the deployment wants to be left alone yet; 0 when it does not. */
    public long restMillis() {
        long until = restUntilMillis;
        return until == Long.MIN_VALUE ? 0 : Math.max(0, until - monotonicMillis.getAsLong());
    }

    /** How long the breaker stays open yet; 0 when it is not. */
    public long openMillis() {
        return phase.get() instanceof Open(long untilMillis)
                ? Math.max(0, untilMillis - monotonicMillis.getAsLong())
                : 0;
    }

    /** How long the deployment has been serving since it failed last; {@link Long#MAX_VALUE} when it never failed. */
    public long servingMillis() {
        return switch (phase.get()) {
            case Closed(long sinceMillis) ->
                sinceMillis == Long.MIN_VALUE ? Long.MAX_VALUE : monotonicMillis.getAsLong() - sinceMillis;
            case Open open -> 0;
            case Ticket ticket -> 0;
            case HandedOut handedOut -> 0;
            case Probing probing -> 0;
        };
    }

    /** A ticket that nobody used is none any more. */
    private Phase lapsed(long nowMillis) {
        Phase now = phase.get();
        boolean hasLapsed = now instanceof Ticket(long untilMillis) && nowMillis >= untilMillis
                || now instanceof HandedOut(long heldUntilMillis) && nowMillis >= heldUntilMillis;
        if (!hasLapsed) {
            return now;
        }
        var open = new Open(nowMillis);
        return phase.compareAndSet(now, open) ? open : phase.get();
    }

    /** A ticket is good for less time here than where it was given, so that it is never used beside another one. */
    private void told(BreakerPolicy policy, Phase open, long askedAtMillis, Boolean granted, Throwable nobody) {
        long goodMillis = policy.openMillis() - policy.openMillis() / 4;
        if (nobody != null) {
            phase.compareAndSet(open, new Ticket(monotonicMillis.getAsLong() + goodMillis));
        } else if (granted) {
            phase.compareAndSet(open, new Ticket(askedAtMillis + goodMillis));
        } else {
            askAgainAtMillis = monotonicMillis.getAsLong() + Math.max(ASK_AGAIN_MILLIS, policy.openMillis() / 4);
        }
        asking.set(false);
    }

    private void heardOpen(long millis) {
        long until = monotonicMillis.getAsLong() + millis;
        phase.updateAndGet(now -> now instanceof Probing || now instanceof Open(long already) && already >= until
                ? now
                : new Open(until));
        detector = null;
    }

    private void close() {
        phase.updateAndGet(now -> now instanceof Closed ? now : new Closed(monotonicMillis.getAsLong()));
        detector = null;
    }

    private synchronized void rest(long millis) {
        restUntilMillis = Math.max(restUntilMillis, monotonicMillis.getAsLong() + millis);
    }

    private FailureDetector detector(BreakerPolicy policy) {
        FailureDetector known = detector;
        if (known == null || !known.policy().equals(policy)) {
            known = new FailureDetector(deploymentId, policy);
            detector = known;
        }
        return known;
    }
}
