package io.tollgate.bench.ingest;

import io.tollgate.bench.options.WholeNumber;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the command line asks for.
 *
 * @param events in the backlog
 * @param stored events in the store when reports are asked for; no more than the backlog's asks for no more
 * @param output where the report goes; empty writes none
 */
public record IngestBenchOptions(int events, int stored, Optional<Path> output) {

    public static final String USAGE = """
            Usage: tollgate bench ingest [--events N] [--stored N] [--quick] [--output FILE]
              --events N     events in the backlog that the consumer works off (2000000)
              --stored N     events in the store when reports are asked for; the backlog is copied to earlier days (10000000)
              --quick        50,000 and 100,000; writes no report unless --output is given
              --output FILE  where the report goes (docs/ingest-performance.md)
            """;

    private static final int MOST = 100_000_000;

    /** Reads the arguments behind {@code ingest}; a wrong one throws an IllegalArgumentException whose message names it. */
    public static IngestBenchOptions parse(List<String> arguments) {
        boolean quick = arguments.contains("--quick");
        int events = quick ? 50_000 : 2_000_000;
        int stored = quick ? 100_000 : 10_000_000;
        Optional<Path> output = quick ? Optional.empty() : Optional.of(Path.of("docs", "ingest-performance.md"));
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
                case "--events" -> events = WholeNumber.of(name, value, MOST);
                case "--stored" -> stored = WholeNumber.of(name, value, MOST);
                case "--output" -> output = Optional.of(Path.of(value));
                default -> throw new IllegalArgumentException("'" + name + "' is not known");
            }
        }
        return new IngestBenchOptions(events, stored, output);
    }

    /** The command that measures the same again. */
    String command() {
        return "./tollgate bench ingest --events " + events + " --stored " + stored;
    }
}
