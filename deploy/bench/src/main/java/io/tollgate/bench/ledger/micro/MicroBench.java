package io.tollgate.bench.ledger.micro;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs every benchmark of this package, each in a process of its own. */
public final class MicroBench {

    private static final int ROUNDS = 5;

    private MicroBench() {}

    /**
     * One measured benchmark.
     *
     * @param name with its parameters
     * @param microsEach one call, on average
     * @param error half of the 99.9 % confidence interval, in the same unit; NaN when there were too few rounds
     * @param bytesEach what one call allocates; NaN when unknown
     */
    public record Figure(String name, double microsEach, double error, double bytesEach) {}

    /**
     * Measures for about {@code 2 * seconds} per benchmark.
     *
     * @param seconds of measuring, and as many of warm-up, 1 or more
     */
    public static List<Figure> run(int seconds) throws IOException {
        TimeValue round = TimeValue.milliseconds(1000L * seconds / ROUNDS);
        Options options = new OptionsBuilder()
                .include(MicroBench.class.getPackageName().replace(".", "\\.") + "\\.")
                .forks(1)
                .warmupIterations(ROUNDS)
                .warmupTime(round)
                .measurementIterations(ROUNDS)
                .measurementTime(round)
                .addProfiler("gc")
                .jvmArgsAppend("-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow")
                .verbosity(VerboseMode.SILENT)
                .build();
        try {
            return figures(new Runner(options).run());
        } catch (RunnerException failed) {
            throw new IOException("JMH failed: " + failed.getMessage(), failed);
        }
    }

    private static List<Figure> figures(Collection<RunResult> results) {
        List<Figure> figures = new ArrayList<>();
        for (RunResult result : results) {
            Result<?> time = result.getPrimaryResult();
            Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
            double bytesEach = bytes == null ? Double.NaN : bytes.getScore();
            figures.add(new Figure(name(result), time.getScore(), time.getScoreError(), bytesEach));
        }
        figures.sort(Comparator.comparing(Figure::name));
        return List.copyOf(figures);
    }

    private static String name(RunResult result) {
        String benchmark = result.getParams().getBenchmark();
        String name = benchmark.substring(MicroBench.class.getPackageName().length() + 1);
        return result.getParams().getParamsKeys().stream()
                .map(key -> key + " " + result.getParams().getParam(key))
                .collect(Collectors.joining(
                        ", ", name + (result.getParams().getParamsKeys().isEmpty() ? "" : ", "), ""));
    }
}
