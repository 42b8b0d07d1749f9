package io.tollgate.bench;

import io.tollgate.bench.options.WholeNumber;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the command line asks for.
 *
 * @param seconds that each workload is measured on each target
 * @param warmUpSeconds of load on each Java process before anything is measured
 * @param rates of the paced workloads, requests per second
 * @param status a file with the output of {@code tollgate status --json}; empty starts a stack
 * @param output where the report goes; empty writes none
 */
record BenchOptions(int seconds, int warmUpSeconds, List<Integer> rates, Optional<Path> status, Optional<Path> output) {

    static final String USAGE = """
            Usage: tollgate bench [--seconds N] [--quick] [--rates 500,2000] [--status FILE] [--output FILE]
              --seconds N    measure each workload for N seconds on each target (15)
              --quick        a smoke run of about 20 seconds; its figures mean nothing; writes no report unless --output is given
              --rates A,B    requests per second of the paced workloads (500,2000)
              --status FILE  use the running stack that `tollgate status --json` describes, instead of starting one
              --output FILE  where the report goes (docs/performance.md)
            """;

    private static final int MOST_SECONDS = 3600;
    private static final int HIGHEST_RATE = 100_000;
    private static final int DEFAULT_SECONDS = 15;
    private static final int DEFAULT_WARM_UP_SECONDS = 20;

    /** Reads the arguments; a wrong one throws an {@link IllegalArgumentException} whose message names it. */
    static BenchOptions parse(List<String> arguments) {
        boolean quick = arguments.contains("--quick");
        int seconds = quick ? 1 : DEFAULT_SECONDS;
        List<Integer> rates = List.of(500, 2000);
        Optional<Path> status = Optional.empty();
        Optional<Path> output = quick ? Optional.empty() : Optional.of(Path.of("docs", "performance.md"));
        for (var rest = arguments.iterator(); rest.hasNext(); ) {
            String name = rest.next();
            if (name.equals("--quick")) {
                continue;
            }
            if (!rest.hasNext()) {
                throw new IllegalArgumentException("'" + name + "' is not known, or needs a value");
            }
            String value = rest.next();
            switch (name) {
                case "--seconds" -> seconds = WholeNumber.of(name, value, MOST_SECONDS);
                case "--rates" ->
                    rates = Stream.of(value.split(",", -1))
                            .map(rate -> WholeNumber.of(name, rate, HIGHEST_RATE))
                            .toList();
                case "--status" -> status = Optional.of(Path.of(value));
                case "--output" -> output = Optional.of(Path.of(value));
                default -> throw new IllegalArgumentException("'" + name + "' is not known");
            }
        }
        return new BenchOptions(seconds, quick ? 1 : DEFAULT_WARM_UP_SECONDS, rates, status, output);
    }

    /** The command that measures the same again on a stack of its own. */
    String command() {
        String joined = rates.stream().map(String::valueOf).collect(Collectors.joining(","));
        return "./tollgate bench --seconds " + seconds + " --rates " + joined;
    }
}
