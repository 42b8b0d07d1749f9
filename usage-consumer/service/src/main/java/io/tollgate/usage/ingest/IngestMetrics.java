package io.tollgate.usage.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tollgate.usage.store.Written;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** What the ingest loop counts. Thread-safe. */
@Singleton
final class IngestMetrics {

    private final MeterRegistry registry;
    private final Counter ingested;
    private final Counter duplicates;
    private final Counter deadLetters;
    private final Counter retries;
    private final Timer batches;
    private final AtomicLong lag = new AtomicLong();

    IngestMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.ingested = counter("tollgate.usage.ingested", "Events written");
        this.duplicates = counter("tollgate.usage.duplicates", "Events that were there already");
        this.deadLetters = counter("tollgate.usage.dead.letters", "Records put aside");
        this.retries = counter("tollgate.usage.write.retries", "Batches that will be read again");
        this.batches = Timer.builder("tollgate.usage.batch")
                .description("Writing one batch")
                .publishPercentileHistogram()
                .register(registry);
        registry.gauge("tollgate.usage.lag.records", lag);
    }

    Written timed(Supplier<Written> batch) {
        Timer.Sample sample = Timer.start(registry);
        Written written = batch.get();
        sample.stop(batches);
        ingested.increment(written.ingested());
        duplicates.increment(written.duplicates());
        deadLetters.increment(written.deadLetters());
        return written;
    }

    void failed() {
        retries.increment();
    }

    void lag(long records) {
        lag.set(records);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }
}
