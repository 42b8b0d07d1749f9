package io.tollgate.bench;

import io.tollgate.bench.ingest.IngestBench;
import io.tollgate.bench.ingest.IngestBenchOptions;
import io.tollgate.bench.ledger.LedgerBench;
import io.tollgate.bench.ledger.LedgerBenchOptions;
import io.tollgate.bench.usage.UsageBench;
import io.tollgate.bench.usage.UsageBenchOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;

/** The command line. Ends with 0, with 1 when the run failed, with 2 when the options are wrong. */
public final class BenchMain {

    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private BenchMain() {}

    /** Runs the benchmark. */
    public static void main(String[] arguments) {
        System.exit(run(Arrays.asList(arguments), System.out));
    }

    /** As {@link #main}, but returns the exit code and writes to {@code out}. */
    public static int run(List<String> arguments, PrintStream out) {
        var console = new Console(out);
        String which = arguments.isEmpty() ? "" : arguments.getFirst();
        List<String> options = arguments.isEmpty() ? arguments : arguments.subList(1, arguments.size());
        return switch (which) {
            case "ledger" ->
                run(options, LedgerBenchOptions.USAGE, console, () -> {
                    new LedgerBench(System::nanoTime, console::say).run(LedgerBenchOptions.parse(options));
                    return true;
                });
            case "usage" ->
                run(options, UsageBenchOptions.USAGE, console, () -> new UsageBench(System::nanoTime, console::say)
                        .run(UsageBenchOptions.parse(options)));
            case "ingest" ->
                run(options, IngestBenchOptions.USAGE, console, () -> {
                    LocalDate today = LocalDate.now(ZoneOffset.UTC);
                    new IngestBench(System::nanoTime, console::say).run(IngestBenchOptions.parse(options), today);
                    return true;
                });
            default ->
                run(arguments, BenchOptions.USAGE, console, () -> {
                    new Bench(System::nanoTime, console).run(BenchOptions.parse(arguments));
                    return true;
                });
        };
    }

    /** One of the benchmarks: whether it went as it should. */
    @FunctionalInterface
    private interface Program {
        boolean run() throws IOException, InterruptedException;
    }

    private static int run(List<String> options, String usage, Console console, Program program) {
        if (options.contains("--help")) {
            console.say(usage);
            return 0;
        }
        try {
            return program.run() ? 0 : FAILED;
        } catch (IllegalArgumentException wrong) {
            console.say(wrong.getMessage());
            console.say(usage);
            return MISUSED;
        } catch (IOException failed) {
            console.say("The benchmark failed: " + failed.getMessage());
            return FAILED;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }
}
