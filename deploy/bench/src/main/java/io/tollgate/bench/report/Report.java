package io.tollgate.bench.report;

import io.tollgate.bench.machine.Machine;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Everything that {@code docs/performance.md} says.
 *
 * @param date of the run, ISO 8601
 * @param machine it ran on
 * @param facts name and value of everything else that a reader must know: versions, cores, settings, sizes
 * @param command that repeats it
 * @param results the measurements
 */
public record Report(String date, Machine machine, List<Fact> facts, String command, Results results) {

    /** One line of the list above the table. */
    public record Fact(String name, String value) {}

    private static final double BYTES_PER_GIB = 1024.0 * 1024 * 1024;

    /** The table alone, for a terminal and for the report. */
    public String table() {
        return ResultTable.of(results).render();
    }

    /** Everything, as Markdown. */
    public String markdown() {
        return """
                # Performance

                Written by `./tollgate bench`; do not edit. A figure holds for this machine only, a ratio travels better: direct, nginx
                and Tollgate were measured in the same run, one workload after the other.

                %s
                %s%s
                ## How to read it

                - Paced and streamed load is open loop: requests leave on a schedule that was fixed before, and latency counts from the
                  scheduled time, so a stall is charged to every request that it delays.
                - *Added* is the difference of two percentiles, through the target minus direct. Direct has no proxy and therefore no CPU.
                - CPU is user and system time of all threads of the target's processes over the measuring time, divided by the answers.
                  Paced load costs more per request than saturated load, since every request wakes the process; never compare one with the other.
                - Saturated load is a closed loop: it finds the ceiling and says nothing about latency. Where the generator and the
                  simulator on their core were slower than the target, the table says so, and the figure is a lower bound.
                - Streams have 50 chunks, one every 10 ms; as many start every second as keep the number of open streams.
                - Redis, Kafka and the rest of the stack share the core of the load, and are busy only while Tollgate is measured: what
                  they take away there is charged to Tollgate.
                - *Budget* is what the design is held to.

                Repeat it with `%s`.
                """.formatted(measuredOn(), table(), failures(), command);
    }

    private String measuredOn() {
        String lines = """
                - Date: %s
                - Machine: %s, %d cores, %.1f GiB
                - System: %s
                - JDK: %s
                """.formatted(
                        date,
                        machine.cpuModel(),
                        machine.cores(),
                        machine.memoryBytes() / BYTES_PER_GIB,
                        machine.system(),
                        machine.jdk());
        return facts.stream()
                .map(fact -> String.format(Locale.ROOT, "- %s: %s%n", fact.name(), fact.value()))
                .collect(Collectors.joining("", lines, ""));
    }

    private String failures() {
        List<String> lines = results.failures();
        return lines.isEmpty()
                ? "\nNo request failed.\n"
                : lines.stream().collect(Collectors.joining("\n- ", "\nFailed requests:\n- ", "\n"));
    }
}
