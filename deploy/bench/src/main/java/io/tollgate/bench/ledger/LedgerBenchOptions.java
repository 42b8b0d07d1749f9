package io.tollgate.bench.ledger;

import io.tollgate.bench.options.WholeNumber;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the command line asks for.
 *
 * @param seconds that each contender is measured in each way
 * @param rate of the paced reservations, per second
 * @param quick whether this is a smoke run: no warm-up
 * @param micro whether what needs no Redis is measured too
 * @param output where the report goes; empty writes none
 */
public record LedgerBenchOptions(int seconds, int rate, boolean quick, boolean micro, Optional<Path> output) {

    public static final String USAGE = """
            Usage: tollgate bench ledger [--seconds N] [--rate N] [--jmh] [--quick] [--output FILE]
              --seconds N    measure each contender for N seconds in each of three ways (4)
              --rate N       reservations per second where latency is measured (1000)
              --jmh          measure what needs no Redis as well, with JMH
              --quick        a smoke run; its figures mean nothing; writes no report unless --output is given
              --output FILE  where the report goes (docs/ledger-performance.md)
            """;

    private static final int MOST_SECONDS = 600;
    private static final int HIGHEST_RATE = 100_000;

    /** Reads the arguments behind {@code ledger}; a wrong one throws an IllegalArgumentException whose message names it. */
    public static LedgerBenchOptions parse(List<String> arguments) {
        boolean quick = arguments.contains("--quick");
        boolean micro = arguments.contains("--jmh");
        int seconds = quick ? 1 : 4;
        int rate = 1000;
        Optional<Path> output = quick ? Optional.empty() : Optional.of(Path.of("docs", "ledger-performance.md"));
        for (var rest = arguments.iterator(); rest.hasNext(); ) {
            String name = rest.next();
            if (name.equals("--quick") || name.equals("--jmh")) {
                continue;
            }
            if (!rest.hasNext()) {
                throw new IllegalArgumentException("'" + name + "' is not known, or needs a value");
            }
            String value = rest.next();
            switch (name) {
                case "--seconds" -> seconds = WholeNumber.of(name, value, MOST_SECONDS);
                case "--rate" -> rate = WholeNumber.of(name, value, HIGHEST_RATE);
                case "--output" -> output = Optional.of(Path.of(value));
                default -> throw new IllegalArgumentException("'" + name + "' is not known");
            }
        }
        return new LedgerBenchOptions(seconds, rate, quick, micro, output);
    }

    /** The command that measures the same again. */
    String command() {
        return "./tollgate bench ledger --seconds " + seconds + " --rate " + rate + (micro ? " --jmh" : "");
    }
}
