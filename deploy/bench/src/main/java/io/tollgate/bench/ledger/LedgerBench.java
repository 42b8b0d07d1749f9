package io.tollgate.bench.ledger;

import io.tollgate.bench.ledger.contenders.Bucket4jBuckets;
import io.tollgate.bench.ledger.contenders.Contender;
import io.tollgate.bench.ledger.contenders.Harness;
import io.tollgate.bench.ledger.contenders.LeasedBlocks;
import io.tollgate.bench.ledger.contenders.LedgerReservations;
import io.tollgate.bench.ledger.contenders.RateLimiters;
import io.tollgate.bench.ledger.micro.MicroBench;
import io.tollgate.bench.ledger.micro.MicroBench.Figure;
import io.tollgate.bench.machine.Cores;
import io.tollgate.bench.machine.Processes;
import io.tollgate.ledger.redis.RedisConnection;
import io.tollgate.ledger.redis.RedisLedger;
import io.tollgate.ledger.redis.RedisLedgerConfig;
import io.tollgate.stack.servers.RedisServer;
import io.tollgate.stack.servers.TestServers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.redisson.api.RedissonClient;

/** A Redis of its own, every contender on it in turn, and the report. */
public final class LedgerBench {

    static final int CALLERS = 64;
    static final int ACCOUNTS = 1000;

    private static final List<Integer> LIMITS = List.of(1, 4, 8);
    private static final int WARM_UP_SECONDS = 3;

    /** Longer than any contender needs, so that no figure is one of time-outs. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Nor one of refusals. */
    private static final RedisLedgerConfig UNGUARDED =
            new RedisLedgerConfig(4_096, PATIENCE.multipliedBy(2), PATIENCE.multipliedBy(2), Duration.ofMillis(200));

    private final LongSupplier nanoClock;
    private final Consumer<String> console;
    private final Processes processes = Processes.ofThisMachine();
    private final Cores cores = Cores.choose();
    private final double loadBefore = processes.loadAverage();

    /**
     * @param nanoClock a monotonic clock in nanoseconds
     * @param console takes progress and result, line by line
     */
    public LedgerBench(LongSupplier nanoClock, Consumer<String> console) {
        this.nanoClock = nanoClock;
        this.console = console;
    }

    /** Measures, prints the table and writes the report. Takes minutes. */
    public List<Row> run(LedgerBenchOptions options) throws IOException, InterruptedException {
        List<Row> rows = measure(options);
        List<Figure> figures = options.micro() ? MicroBench.run(options.seconds()) : List.of();
        LedgerReport report = new LedgerReport(options, cores, loadBefore, rows, figures);
        console.accept("");
        console.accept(report.table());
        console.accept(report.microTable());
        report.failures().forEach(console);
        if (options.output().isPresent()) {
            report.write(options.output().get());
            console.accept("written to " + options.output().get());
        }
        return rows;
    }

    private List<Row> measure(LedgerBenchOptions options) throws IOException, InterruptedException {
        if (!processes.readable()) {
            throw new IOException("CPU time is read from /proc, which this system does not have");
        }
        try (RedisServer server = RedisServer.start(TestServers.directory("ledger-bench"));
                RedisConnection connection = RedisConnection.open(server.url(), PATIENCE)) {
            RedissonClient client = connection.client().toCompletableFuture().join();
            if (!options.quick()) {
                cores.toLoad(List.of(server.pid()));
                cores.toMeasured(List.of(ProcessHandle.current().pid()));
            }
            List<Integer> limits = options.quick() ? LIMITS.subList(0, 2) : LIMITS;
            return measure(contenders(connection, client, limits), client, options);
        }
    }

    private List<Contender> contenders(RedisConnection connection, RedissonClient client, List<Integer> counts) {
        var ledger = new RedisLedger(connection, UNGUARDED, nanoClock);
        List<Contender> all = new ArrayList<>();
        all.add(new Harness());
        counts.forEach(limits -> all.add(new LedgerReservations(ledger, false, limits)));
        counts.forEach(limits -> all.add(new LedgerReservations(ledger, true, limits)));
        counts.forEach(limits -> all.add(new LeasedBlocks(ledger, limits)));
        counts.forEach(limits -> all.add(new RateLimiters(client, limits)));
        counts.forEach(limits -> all.add(new Bucket4jBuckets(client, limits)));
        return all;
    }

    private List<Row> measure(List<Contender> contenders, RedissonClient client, LedgerBenchOptions options)
            throws InterruptedException {
        if (!options.quick()) {
            for (Contender contender : contenders) {
                console.accept("warming up: " + contender.name() + ", " + contender.limits() + " limits");
                prepare(contender, client);
                new Driver(nanoClock, ACCOUNTS).saturate(contender, CALLERS, WARM_UP_SECONDS);
            }
        }
        List<Row> rows = new ArrayList<>();
        for (Contender contender : contenders) {
            rows.add(measure(contender, client, options));
        }
        return rows;
    }

    private Row measure(Contender contender, RedissonClient client, LedgerBenchOptions options)
            throws InterruptedException {
        var meter = Meter.on(client, processes, nanoClock);
        var many = new Driver(nanoClock, ACCOUNTS);
        var one = new Driver(nanoClock, 1);
        prepare(contender, client);
        if (!options.quick()) {
            many.saturate(contender, CALLERS, 1);
        }
        Run saturated = meter.measure(contender, () -> many.saturate(contender, CALLERS, options.seconds()));
        Run paced = meter.measure(contender, () -> many.pace(contender, options.rate(), options.seconds()));
        Run hot = meter.measure(contender, () -> one.saturate(contender, CALLERS, options.seconds()));
        var row = new Row(contender.name(), contender.limits(), saturated, hot, paced);
        console.accept("%s, %d limits: %,.0f/s, client %.1f µs, Redis %.1f µs, %d failed"
                .formatted(
                        row.contender(),
                        row.limits(),
                        saturated.perSecond(),
                        saturated.clientMicrosEach(),
                        saturated.redisMicrosEach(),
                        row.failed()));
        return row;
    }

    /** No contender pays for what another has left behind. */
    private static void prepare(Contender contender, RedissonClient client) {
        client.getKeys().flushall();
        contender.prepare(ACCOUNTS);
    }
}
