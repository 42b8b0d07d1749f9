package io.tollgate.bench.ingest;

import io.tollgate.bench.machine.Machine;
import io.tollgate.bench.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * Everything that {@code docs/ingest-performance.md} says.
 *
 * @param options of the run
 * @param ingested what the backlog took
 * @param stored events in the store when reports were asked for
 * @param asked the reports
 * @param load the machine's load average before the run, and right after the backlog
 */
record IngestReport(IngestBenchOptions options, Ingested ingested, long stored, List<Asked> asked, Load load) {

    private static final double BYTES_PER_GIB = 1024.0 * 1024 * 1024;

    /** Load averages of the last minute. */
    record Load(double before, double after) {}

    /** The figures alone, for a terminal and for the report. */
    String text() {
        List<List<String>> figures = List.of(
                List.of("events ingested per second", figure("%,.0f", ingested.perSecond())),
                List.of(
                        "events, and bytes of JSON each",
                        figure("%,d", ingested.events()) + ", " + ingested.eventBytes()),
                List.of("seconds", figure("%.1f", ingested.time().toMillis() / 1e3)),
                List.of("consumer CPU µs/event", figure("%.1f", ingested.microsEach(ingested.consumer()))),
                List.of("PostgreSQL CPU µs/event", figure("%.1f", ingested.microsEach(ingested.postgres()))),
                List.of("Kafka CPU µs/event", figure("%.1f", ingested.microsEach(ingested.kafka()))),
                List.of("cores used", figure("%.2f", cores())));
        List<List<String>> reports = asked.stream()
                .map(each -> List.of(
                        "`" + each.query() + "`",
                        figure("%,d", each.bytes()),
                        millis(each.fastest()),
                        millis(each.median())))
                .toList();
        return new Table(List.of("ingest", ""), figures).render() + "\n"
                + new Table(
                                List.of(
                                        figure("chargeback over %,d events", stored),
                                        "bytes",
                                        "fastest ms",
                                        "median ms"),
                                reports)
                        .render();
    }

    void write(Path file, LocalDate today) throws IOException {
        Path absolute = file.toAbsolutePath();
        Files.createDirectories(absolute.getParent());
        Files.writeString(absolute, markdown(today));
    }

    private double cores() {
        Duration cpu = ingested.consumer().plus(ingested.postgres()).plus(ingested.kafka());
        return (double) cpu.toNanos() / ingested.time().toNanos();
    }

    private String markdown(LocalDate today) {
        return """
                # Performance of the usage consumer

                Written by `./tollgate bench ingest`; do not edit. How fast a backlog in Kafka becomes rows in PostgreSQL, and how fast rows
                become a report. The processes are the real ones: Kafka, PostgreSQL and the consumer, together on all cores of the machine.

                %s
                %s
                ## How to read it

                - *Per second* counts from the end of the first batch to the end of the last: the start of the JVM and of the consumer group is
                  not in it, its warm-up is.
                - *CPU* is user and system time of all threads of the processes, divided by the events.
                - Events are those of 40 tenants with two keys each on five deployments, spread over %d days, with 500 users per tenant, tags,
                  sessions and attempts; sent by a producer with `lz4`, keyed by tenant, to %d partitions.
                - Events in the store beyond the backlog are its rows copied by SQL to earlier days, with other ids; their sums are made by
                  `POST /usage/v1/rollups/rebuild`. SQL gives each model a rate card, and the store is vacuumed. Reports are asked for when the
                  consumer has applied the cards and nothing works in the background.
                - A report's time is that of the whole HTTP request, five times in a row, one at a time.

                Repeat it with `%s`.
                """.formatted(measuredOn(today), text(), EventMix.DAYS, Backlog.PARTITIONS, options.command());
    }

    private String measuredOn(LocalDate today) {
        Machine machine = Machine.current();
        return """
                - Date: %s
                - Machine: %s, %d cores, %.1f GiB
                - System: %s
                - JDK: %s
                - Load of the machine before the run and right after the backlog: %.1f, %.1f
                - Consumer: as `tollgate up` starts it, `%s`, and nothing configured
                - PostgreSQL: %s
                """.formatted(
                        today,
                        machine.cpuModel(),
                        machine.cores(),
                        machine.memoryBytes() / BYTES_PER_GIB,
                        machine.system(),
                        machine.jdk(),
                        load.before(),
                        load.after(),
                        ConsumerProcess.HEAP,
                        String.join(", ", IngestBench.POSTGRES_SETTINGS));
    }

    private static String millis(Duration time) {
        return figure("%.0f", time.toNanos() / 1e6);
    }

    private static String figure(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }
}
