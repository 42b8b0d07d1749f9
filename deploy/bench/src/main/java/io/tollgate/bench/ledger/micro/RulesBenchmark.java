package io.tollgate.bench.ledger.micro;

import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.Debit;
import io.tollgate.ledger.Reservation;
import io.tollgate.ledger.ReservationId;
import io.tollgate.ledger.Usage;
import io.tollgate.ledger.memory.InMemoryLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The rules alone: one reservation and its settlement. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RulesBenchmark {

    private static final String ACCOUNT = "tenant";
    private static final long PER_MINUTE = 1_000_000_000;

    /** How many limits apply. */
    @Param({"1", "4", "8"})
    public int limits;

    private final ReservationId id = new ReservationId("reservation-1");
    private InMemoryLedger ledger;
    private List<Debit> debits;
    private List<Usage> usages;

    @Setup
    public void prepare() {
        Instant now = Instant.ofEpochSecond(1_800_000_000);
        ledger = new InMemoryLedger(() -> now);
        List<Bucket> buckets = IntStream.range(0, limits)
                .mapToObj(limit -> new Bucket("limit-" + limit, PER_MINUTE, PER_MINUTE))
                .toList();
        debits = buckets.stream().map(bucket -> new Debit(bucket, 500)).toList();
        usages = buckets.stream().map(bucket -> new Usage(bucket, 500)).toList();
    }

    @Benchmark
    public Object reserveAndSettle() {
        ledger.reserve(new Reservation(ACCOUNT, id, debits, Duration.ofSeconds(30)));
        return ledger.settle(ACCOUNT, id, usages).toCompletableFuture().join();
    }
}
