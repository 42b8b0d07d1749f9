package io.tollgate.gateway.settlement;

import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Commands that the ledger must hear of, sooner or later. One that fails waits until the ledger answers again, and is then
 * sent again, spread over time; so every command must be idempotent. After five minutes, or when too many wait, it is lost
 * and counted. Thread-safe; never blocks.
 */
public final class LateCommands {

    /** Commands that may wait. */
    static final int MOST_WAITING = 10_000;

    static final long TICK_MILLIS = 50;
    /** 2,000 a second at most, so that a Redis that is back is not met by everything at once. */
    static final int MOST_PER_TICK = 100;

    private static final Logger LOGGER = Logger.getLogger(LateCommands.class);
    private static final long LONGEST_WAIT_MILLIS = 300_000;
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final int MOST_DOUBLINGS = 2;

    private final BooleanSupplier ledgerAnswers;
    private final LongSupplier monotonicMillis;
    private final ConcurrentLinkedQueue<Late> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final LongAdder lost = new LongAdder();

    /** @param ledgerAnswers whether it is worth while to send anything */
    public LateCommands(BooleanSupplier ledgerAnswers, LongSupplier monotonicMillis) {
        this.ledgerAnswers = ledgerAnswers;
        this.monotonicMillis = monotonicMillis;
    }

    /**
     * @param sinceMillis when it was sent first
     * @param dueMillis when to send it next, at the earliest
     */
    private record Late(
            Supplier<? extends CompletionStage<?>> command, long sinceMillis, long dueMillis, int attempts) {}

    /** Starts the timer; it ends with {@code vertx}. */
    public void start(Vertx vertx) {
        vertx.setPeriodic(TICK_MILLIS, tick -> tick());
    }

    /**
     * Sends the command, now and, when that fails, again later. The stage completes, always well, when the first attempt
     * has ended.
     */
    public CompletionStage<Void> send(Supplier<? extends CompletionStage<?>> command) {
        long now = monotonicMillis.getAsLong();
        return attempt(new Late(command, now, now, 0));
    }

    /** Sends the command when the ledger answers again: not now. */
    public void sendLater(Supplier<? extends CompletionStage<?>> command) {
        long now = monotonicMillis.getAsLong();
        enqueue(new Late(command, now, now, 0));
    }

    public int waiting() {
        return waiting.get();
    }

    /** Commands that were given up. */
    public long lost() {
        return lost.sum();
    }

    void tick() {
        int sent = 0;
        long now = monotonicMillis.getAsLong();
        for (int looked = waiting.get(); looked > 0 && sent < MOST_PER_TICK && ledgerAnswers.getAsBoolean(); looked--) {
            Late late = queue.poll();
            if (late == null) {
                return;
            }
            waiting.decrementAndGet();
            if (late.dueMillis > now) {
                enqueue(late);
            } else {
                sent++;
                attempt(late);
            }
        }
    }

    private CompletionStage<Void> attempt(Late late) {
        CompletionStage<?> sent;
        try {
            sent = late.command.get();
        } catch (RuntimeException impossible) {
            LOGGER.errorf("a command to the ledger cannot be sent: %s", impossible);
            lost.increment();
            return CompletableFuture.completedStage(null);
        }
        return sent.handle((result, failure) -> {
            if (failure != null) {
                again(late);
            }
            return null;
        });
    }

    private void again(Late late) {
        long now = monotonicMillis.getAsLong();
        if (now - late.sinceMillis > LONGEST_WAIT_MILLIS) {
            lost.increment();
            return;
        }
        long pause = FIRST_PAUSE_MILLIS << Math.min(late.attempts, MOST_DOUBLINGS);
        long jitter = ThreadLocalRandom.current().nextLong(pause);
        enqueue(new Late(late.command, late.sinceMillis, now + pause / 2 + jitter, late.attempts + 1));
    }

    private void enqueue(Late late) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            lost.increment();
        } else {
            queue.add(late);
        }
    }
}
