package io.tollgate.ledger.redis;

import static io.tollgate.ledger.LedgerContract.await;

import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.Debit;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.Reservation;
import io.tollgate.ledger.ReservationId;
import io.tollgate.ledger.Usage;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Closed loop of reserve (three debits) then settle over 50 accounts. Arguments: Redis URL, then how many requests are in
 * flight, each measured for ten seconds after five of warm-up. Not a test; see docs/ledger.md.
 */
final class RedisLedgerBench {

    private static final Logger LOG = System.getLogger(RedisLedgerBench.class.getName());
    private static final int MOST_SAMPLES = 4_000_000;
    private static final Bucket TOKENS = new Bucket("tenant:tokens-per-minute", 1_000_000_000, 1_000_000_000);
    private static final Bucket REQUESTS = new Bucket("tenant:requests-per-minute", 1_000_000_000, 1_000_000_000);
    private static final Bucket KEY_TOKENS = new Bucket("key:4f1c:tokens-per-minute", 1_000_000_000, 1_000_000_000);

    private final Ledger ledger;
    private final AtomicLong ids = new AtomicLong(System.nanoTime());
    private final long[] nanos = new long[MOST_SAMPLES];
    private final AtomicInteger samples = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();

    private RedisLedgerBench(Ledger ledger) {
        this.ledger = ledger;
    }

    public static void main(String[] args) throws InterruptedException {
        try (RedisConnection connection = RedisConnection.open(args[0])) {
            await(connection.client());
            var bench = new RedisLedgerBench(new RedisLedger(connection, RedisLedgerConfig.DEFAULT, System::nanoTime));
            for (String inFlight : Arrays.asList(args).subList(1, args.length)) {
                bench.run(Integer.parseInt(inFlight), Duration.ofSeconds(5));
                LOG.log(Level.INFO, bench.run(Integer.parseInt(inFlight), Duration.ofSeconds(10)));
            }
        }
    }

    private String run(int inFlight, Duration time) throws InterruptedException {
        samples.set(0);
        failures.set(0);
        long end = System.nanoTime() + time.toNanos();
        CountDownLatch done = new CountDownLatch(inFlight);
        for (int i = 0; i < inFlight; i++) {
            next(end, done);
        }
        done.await();
        int count = Math.min(samples.get(), MOST_SAMPLES);
        Arrays.sort(nanos, 0, count);
        return "%d in flight: %,d commands/s, reserve p50 %d us, p99 %d us, p99.9 %d us, %d failures"
                .formatted(
                        inFlight,
                        2L * samples.get() / time.toSeconds(),
                        nanos[count / 2] / 1_000,
                        nanos[count - 1 - count / 100] / 1_000,
                        nanos[count - 1 - count / 1_000] / 1_000,
                        failures.get());
    }

    private void next(long end, CountDownLatch done) {
        long start = System.nanoTime();
        if (start >= end) {
            done.countDown();
            return;
        }
        String account = "bench-" + ThreadLocalRandom.current().nextInt(50);
        ReservationId id = new ReservationId(Long.toString(ids.incrementAndGet(), 36));
        List<Debit> debits = List.of(new Debit(TOKENS, 500), new Debit(REQUESTS, 1), new Debit(KEY_TOKENS, 500));
        ledger.reserve(new Reservation(account, id, debits, Duration.ofMinutes(2)))
                .whenComplete((granted, failure) -> reserved(start, failure))
                .thenCompose(granted ->
                        ledger.settle(account, id, List.of(new Usage(TOKENS, 321), new Usage(KEY_TOKENS, 321))))
                .whenComplete((ended, failure) -> {
                    if (failure != null) {
                        failures.incrementAndGet();
                    }
                    next(end, done);
                });
    }

    private void reserved(long start, Throwable failure) {
        if (failure == null) {
            int sample = samples.getAndIncrement();
            if (sample < MOST_SAMPLES) {
                nanos[sample] = System.nanoTime() - start;
            }
        }
    }
}
