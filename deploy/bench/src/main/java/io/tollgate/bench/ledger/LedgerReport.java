package io.tollgate.bench.ledger;

import io.tollgate.bench.ledger.micro.MicroBench.Figure;
import io.tollgate.bench.machine.Cores;
import io.tollgate.bench.machine.Machine;
import io.tollgate.bench.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Everything that {@code docs/ledger-performance.md} says.
 *
 * @param options of the run
 * @param cores who ran where
 * @param loadBefore the machine's load average before the run
 * @param rows one per contender and number of limits
 * @param figures of what needs no Redis; empty when not measured
 */
record LedgerReport(LedgerBenchOptions options, Cores cores, double loadBefore, List<Row> rows, List<Figure> figures) {

    private static final double BYTES_PER_GIB = 1024.0 * 1024 * 1024;

    /** The table alone, for a terminal and for the report. */
    String table() {
        List<String> header = List.of(
                "",
                "limits",
                "round trips",
                "per second",
                "client CPU µs",
                "Redis CPU µs",
                "hot account/s",
                "p50 ms",
                "p99 ms",
                "client CPU µs, paced");
        return new Table(header, rows.stream().map(LedgerReport::cells).toList()).render();
    }

    /** What needs no Redis; empty when not measured. */
    String microTable() {
        if (figures.isEmpty()) {
            return "";
        }
        List<List<String>> cells = figures.stream()
                .map(each -> List.of(
                        each.name(),
                        figure("%.3f", each.microsEach()),
                        figure("± %.3f", each.error()),
                        figure("%,.0f", each.bytesEach())))
                .toList();
        return "\n" + new Table(List.of("without Redis", "µs", "99.9 %", "bytes"), cells).render();
    }

    List<String> failures() {
        return rows.stream()
                .filter(row -> row.failed() > 0)
                .map(row -> "%s, %d limits: %,d were denied or failed, first: %s"
                        .formatted(row.contender(), row.limits(), row.failed(), row.firstFailure()))
                .toList();
    }

    void write(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        Files.createDirectories(absolute.getParent());
        Files.writeString(absolute, markdown());
    }

    private String markdown() {
        return """
                # Performance of the ledger

                Written by `./tollgate bench ledger`; do not edit. The ledger alone, without HTTP, beside two libraries that limit rates on
                Redis: Redisson's `RRateLimiter` and bucket4j, through the same Redisson client on the same Redis in the same run.

                %s
                %s%s%s
                ## How to read it

                - *Round trips* are the commands sent to Redis for one reservation.
                - *Per second*, *client CPU* and *Redis CPU*: %d callers without a pause over %,d accounts; CPU is user and system time of all
                  threads of the process, per reservation. *Hot account*: the same on one account.
                - *p50*, *p99* and *client CPU, paced*: %,d reservations a second on a fixed schedule, over the same accounts. Latency counts
                  from the due time to the answer (of the settlement, where there is one). Paced reservations cost more CPU than
                  saturated ones, since each wakes threads by itself.
                - The first row asks nobody: it is what the driver and its timers add to every other row.
                - *Leased* has a block of every limit for so many requests and counts down in memory; it asks the ledger when half is used, and
                  reserves exactly until the first block is there. The node is the simplest that can do this: it is what leases cost the ledger.
                - The ledger takes from all limits or from none, in one step, gives back what was not used, carries what was used beyond as
                  debt, and ends what a dead caller has left open. The others decide one limit at a time: their calls are sent side by
                  side, which is their fastest way, and a reservation that one of them denies has been taken from the rest. They settle nothing.
                - A limit of the ledger is a token bucket, as bucket4j's is. `RRateLimiter` keeps a log of every permit of the interval, one minute
                  here: its memory and its time grow with the rate.
                - What needs no Redis is measured with JMH, one thread in a process of its own, with the bytes that one call allocates. The rules
                  are the pure twin of the scripts (`InMemoryLedger`), which copies an account's state with every command.
                - Redis runs as `tollgate up` starts it, with an append-only file that is written once a second.

                Repeat it with `%s`.
                """.formatted(
                        measuredOn(),
                        table(),
                        failed(),
                        microTable(),
                        LedgerBench.CALLERS,
                        LedgerBench.ACCOUNTS,
                        options.rate(),
                        options.command());
    }

    private String measuredOn() {
        Machine machine = Machine.current();
        return """
                - Date: %s
                - Machine: %s, %d cores, %.1f GiB
                - System: %s
                - JDK: %s
                - Cores: %s
                - Load of the machine before the run: %.2f
                - Time: %d s for each figure
                """.formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        machine.cpuModel(),
                        machine.cores(),
                        machine.memoryBytes() / BYTES_PER_GIB,
                        machine.system(),
                        machine.jdk(),
                        cores.pinned()
                                ? "Redis on core " + cores.load() + ", the client on core " + cores.measured()
                                : cores.description(),
                        loadBefore,
                        options.seconds());
    }

    private String failed() {
        List<String> lines = failures();
        return lines.isEmpty()
                ? "\nEvery reservation was granted.\n"
                : lines.stream().collect(Collectors.joining("\n- ", "\n- ", "\n"));
    }

    private static List<String> cells(Row row) {
        return List.of(
                row.contender(),
                Integer.toString(row.limits()),
                figure("%.2f", row.saturated().roundTripsEach()),
                figure("%,.0f", row.saturated().perSecond()),
                figure("%.1f", row.saturated().clientMicrosEach()),
                figure("%.1f", row.saturated().redisMicrosEach()),
                figure("%,.0f", row.hot().perSecond()),
                figure("%.3f", row.paced().sample().latencyMillis(50)),
                figure("%.3f", row.paced().sample().latencyMillis(99)),
                figure("%.0f", row.paced().clientMicrosEach()));
    }

    private static String figure(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
