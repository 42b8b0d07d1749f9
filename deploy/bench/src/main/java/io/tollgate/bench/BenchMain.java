package io.tollgate.bench;

import io.tollgate.bench.ledger.LedgerBench;
import io.tollgate.bench.ledger.LedgerBenchOptions;
import io.tollgate.bench.usage.UsageBench;
import io.tollgate.bench.usage.UsageBenchOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/** The command line. Ends with 0, with 1 when the run failed, with 2 when the options are wrong. */
public final class BenchMain {

    private static final String LEDGER = "ledger";
    private static final String USAGE = "usage";
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
        if (!arguments.isEmpty() && arguments.getFirst().equals(LEDGER)) {
            return ledger(arguments.subList(1, arguments.size()), console);
        }
        if (!arguments.isEmpty() && arguments.getFirst().equals(USAGE)) {
            return usage(arguments.subList(1, arguments.size()), console);
        }
        if (arguments.contains("--help")) {
            console.say(BenchOptions.USAGE);
            return 0;
        }
        try {
            new Bench(System::nanoTime, console).run(BenchOptions.parse(arguments));
            return 0;
        } catch (IllegalArgumentException wrong) {
            console.say(wrong.getMessage());
            console.say(BenchOptions.USAGE);
            return MISUSED;
        } catch (IOException failed) {
            console.say("The benchmark failed: " + failed.getMessage());
            return FAILED;
        }
    }

    private static int ledger(List<String> arguments, Console console) {
        if (arguments.contains("--help")) {
            console.say(LedgerBenchOptions.USAGE);
            return 0;
        }
        try {
            new LedgerBench(System::nanoTime, console::say).run(LedgerBenchOptions.parse(arguments));
            return 0;
        } catch (IllegalArgumentException wrong) {
            console.say(wrong.getMessage());
            console.say(LedgerBenchOptions.USAGE);
            return MISUSED;
        } catch (IOException failed) {
            console.say("The benchmark failed: " + failed.getMessage());
            return FAILED;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    private static int usage(List<String> arguments, Console console) {
        if (arguments.contains("--help")) {
            console.say(UsageBenchOptions.USAGE);
            return 0;
        }
        try {
            boolean met = new UsageBench(System::nanoTime, console::say).run(UsageBenchOptions.parse(arguments));
            return met ? 0 : FAILED;
        } catch (IllegalArgumentException wrong) {
            console.say(wrong.getMessage());
            console.say(UsageBenchOptions.USAGE);
            return MISUSED;
        } catch (IOException failed) {
            console.say("The benchmark failed: " + failed.getMessage());
            return FAILED;
        }
    }
}
