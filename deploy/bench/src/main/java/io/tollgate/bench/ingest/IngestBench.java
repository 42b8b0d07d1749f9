package io.tollgate.bench.ingest;

import io.tollgate.bench.machine.Processes;
import io.tollgate.stack.servers.KafkaServer;
import io.tollgate.stack.servers.PostgresServer;
import io.tollgate.stack.servers.TestServers;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** A Kafka with a backlog, a PostgreSQL with nothing, the real consumer between them; then reports. */
public final class IngestBench {

    /** What any server that is in earnest has, and the stack's server for tests has not. */
    static final List<String> POSTGRES_SETTINGS =
            List.of("fsync=on", "full_page_writes=on", "shared_buffers=512MB", "max_wal_size=4GB");

    /** Without one event: the start of a JVM and of a consumer group is in it. */
    private static final Duration LONGEST_STANDSTILL = Duration.ofMinutes(2);

    private static final int TIMES = 5;

    private final LongSupplier nanoClock;
    private final Patience patience;
    private final Consumer<String> console;
    private final Processes processes = Processes.ofThisMachine();

    /**
     * @param nanoClock a monotonic clock in nanoseconds
     * @param console takes progress and result, line by line
     */
    public IngestBench(LongSupplier nanoClock, Consumer<String> console) {
        this.nanoClock = nanoClock;
        this.patience = new Patience(nanoClock, Thread::sleep);
        this.console = console;
    }

    /** Measures, prints the result and writes the report; the events ingested per second. Takes minutes. */
    public double run(IngestBenchOptions options, LocalDate today) throws IOException, InterruptedException {
        double loadBefore = processes.loadAverage();
        LocalDate first = today.minusDays(EventMix.DAYS);
        try (KafkaServer kafka = KafkaServer.start(TestServers.directory("ingest-kafka"));
                PostgresServer postgres =
                        PostgresServer.start(TestServers.directory("ingest-postgres"), 0, POSTGRES_SETTINGS)) {
            var mix = new EventMix(first.atStartOfDay(ZoneOffset.UTC).toInstant(), options.events());
            long bytes = Backlog.send(kafka.bootstrapServers(), mix, options.events(), console);
            try (ConsumerProcess consumer =
                            ConsumerProcess.start(kafka, postgres, TestServers.directory("ingest-consumer"));
                    Store store = Store.of(postgres)) {
                Ingested ingested = ingest(options, bytes, kafka, postgres, consumer, store);
                double loadAfter = processes.loadAverage();
                long stored = fill(options, first, consumer, store);
                List<Asked> asked = ask(first.minusDays(24), today, consumer);
                var report = new IngestReport(
                        options, ingested, stored, asked, new IngestReport.Load(loadBefore, loadAfter));
                console.accept("");
                console.accept(report.text());
                if (options.output().isPresent()) {
                    report.write(options.output().get(), today);
                    console.accept("written to " + options.output().get());
                }
                return ingested.perSecond();
            }
        }
    }

    private Ingested ingest(
            IngestBenchOptions options,
            long bytes,
            KafkaServer kafka,
            PostgresServer postgres,
            ConsumerProcess consumer,
            Store store)
            throws IOException, InterruptedException {
        long before = awaitMore(consumer, store, 0);
        Load start = load(kafka, postgres, consumer);
        long taken = before;
        long shown = start.nanos();
        while (taken < options.events()) {
            taken = awaitMore(consumer, store, taken);
            long now = nanoClock.getAsLong();
            if (now - shown >= Duration.ofSeconds(5).toNanos()) {
                shown = now;
                console.accept("%,d events ingested, %,.0f/s so far, load %.1f"
                        .formatted(taken, (taken - before) * 1e9 / (now - start.nanos()), processes.loadAverage()));
            }
        }
        Load end = load(kafka, postgres, consumer);
        return new Ingested(
                taken - before,
                bytes / options.events(),
                Duration.ofNanos(end.nanos() - start.nanos()),
                end.consumer().minus(start.consumer()),
                end.postgres().minus(start.postgres()),
                end.kafka().minus(start.kafka()));
    }

    /** What the clock and the processes' clocks show. */
    private record Load(long nanos, Duration consumer, Duration postgres, Duration kafka) {}

    private Load load(KafkaServer kafka, PostgresServer postgres, ConsumerProcess consumer) {
        return new Load(
                nanoClock.getAsLong(),
                processes.cpuTime(List.of(consumer.pid())),
                processes.cpuTime(processes.withDescendants(postgres.pid())),
                processes.cpuTime(List.of(kafka.pid())));
    }

    private long awaitMore(ConsumerProcess consumer, Store store, long known) throws IOException, InterruptedException {
        AtomicLong taken = new AtomicLong();
        patience.await(LONGEST_STANDSTILL, () -> {
            if (!consumer.isRunning()) {
                throw new IOException("the consumer ended at " + known + " events; " + consumer.log() + " says why");
            }
            taken.set(store.taken());
            return taken.get() > known
                    ? Optional.empty()
                    : Optional.of(
                            "no event after the first " + known + " was taken; " + consumer.log() + " may say why");
        });
        return taken.get();
    }

    /** Copies the backlog's days to earlier ones until there are enough, and has the consumer sum up the copies. */
    private long fill(IngestBenchOptions options, LocalDate first, ConsumerProcess consumer, Store store)
            throws IOException, InterruptedException {
        long stored = store.number("SELECT count(*) FROM usage.event");
        LocalDate earliest = first;
        for (int daysBack = EventMix.DAYS; stored < options.stored(); daysBack += EventMix.DAYS) {
            for (int day = EventMix.DAYS - 1; day >= 0 && stored < options.stored(); day--) {
                earliest = first.plusDays(day).minusDays(daysBack);
                stored += store.copyBack(first.plusDays(day), daysBack, options.stored() - stored);
            }
            console.accept("%,d events stored".formatted(stored));
        }
        if (earliest.isBefore(first)) {
            consumer.post("/usage/v1/rollups/rebuild?from=" + earliest + "&to=" + first);
            console.accept("sums made anew from " + earliest + " to " + first);
        }
        Quiet quiet = new Quiet(patience, consumer::isRerating, store::busy);
        store.price();
        quiet.awaitBeginning();
        store.execute("VACUUM (ANALYZE) usage.event, usage.rollup, usage.series, usage.rate_card");
        store.execute("CHECKPOINT");
        console.accept("waiting until the consumer has applied the cards and nothing works in the background");
        quiet.awaitEnd();
        return stored;
    }

    private List<Asked> ask(LocalDate from, LocalDate to, ConsumerProcess consumer)
            throws IOException, InterruptedException {
        List<Asked> all = new ArrayList<>();
        for (String groupBy :
                List.of("tenant", "tenant,model,capacity", "costCentre,day", "deployment&tenant=tenant-7")) {
            String query = "from=" + from + "&to=" + to + "&groupBy=" + groupBy;
            List<Duration> times = new ArrayList<>();
            int bytes = 0;
            for (int i = 0; i < TIMES; i++) {
                long start = nanoClock.getAsLong();
                bytes = consumer.get("/usage/v1/chargeback?" + query).length();
                times.add(Duration.ofNanos(nanoClock.getAsLong() - start));
            }
            times.sort(null);
            all.add(new Asked(query, bytes, times.getFirst(), times.get(TIMES / 2)));
        }
        return all;
    }
}
