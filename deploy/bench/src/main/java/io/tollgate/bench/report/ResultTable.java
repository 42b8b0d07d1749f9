package io.tollgate.bench.report;

import io.tollgate.bench.system.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Lays results out: figures as rows, targets as columns, the ratio beside them. */
final class ResultTable {

    private static final String NOTHING = "–";
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double BYTES_PER_MIB = 1024.0 * 1024;
    private static final double MEDIAN = 50;
    private static final double TAIL = 99;

    private final Results results;
    private final List<List<String>> rows = new ArrayList<>();

    private ResultTable(Results results) {
        this.results = results;
    }

    static Table of(Results results) {
        var table = new ResultTable(results);
        results.workloads().forEach(workload -> {
            switch (workload.kind()) {
                case SATURATED -> table.saturated(workload);
                case PACED -> table.paced(workload);
                case STREAMED -> table.streamed(workload);
            }
        });
        return new Table(
                List.of("", Target.DIRECT, Target.NGINX, Target.TOLLGATE, "Tollgate / nginx", "budget"), table.rows);
    }

    private void saturated(Workload workload) {
        String title = workload.title() + ": ";
        row(title + "requests/s", workload, Figure.of("%,.0f", Measured::requestsPerSecond), "");
        Measured ours = results.of(workload, Target.TOLLGATE).orElse(null);
        cpu(title + "CPU µs/request", workload, Measured::cpuMicrosPerRequest, "");
        resident(title + "resident MiB", workload);
        if (ours != null && !ours.usedItsCore()) {
            rows.add(List.of(title + "the generator's core was the limit", NOTHING, NOTHING, "yes", NOTHING, ""));
        }
    }

    private void paced(Workload workload) {
        String title = workload.title() + ": ";
        boolean fast = workload.amount() == 2000;
        boolean slow = workload.amount() == 500;
        latency(title + "latency p50 ms", workload, measured -> measured.recording()
                .latencyNanos(MEDIAN));
        latency(title + "latency p99 ms", workload, measured -> measured.recording()
                .latencyNanos(TAIL));
        added(title + "added p50 ms", workload, m -> m.recording().latencyNanos(MEDIAN), fast ? "≤ 0.2" : "");
        added(title + "added p99 ms", workload, m -> m.recording().latencyNanos(TAIL), fast ? "≤ 0.6" : "");
        cpu(title + "CPU µs/request", workload, Measured::cpuMicrosPerRequest, slow ? "≤ 2 × nginx" : "");
        resident(title + "resident MiB", workload);
    }

    private void streamed(Workload workload) {
        String title = workload.title() + ": ";
        latency(title + "first byte p50 ms", workload, measured -> measured.recording()
                .firstByteNanos(MEDIAN));
        latency(title + "first byte p99 ms", workload, measured -> measured.recording()
                .firstByteNanos(TAIL));
        added(title + "added first byte p50 ms", workload, m -> m.recording().firstByteNanos(MEDIAN), "≤ 0.2");
        added(title + "added first byte p99 ms", workload, m -> m.recording().firstByteNanos(TAIL), "≤ 1");
        latency(title + "gap between chunks p50 ms", workload, measured -> measured.recording()
                .chunkGapNanos(MEDIAN));
        latency(title + "gap between chunks p99 ms", workload, measured -> measured.recording()
                .chunkGapNanos(TAIL));
        cpu(title + "CPU ms/stream", workload, measured -> measured.cpuMicrosPerRequest() / 1000, "≤ 1.3");
        resident(title + "resident MiB", workload);
    }

    private record Figure(String format, ToDoubleFunction<Measured> value) {
        static Figure of(String format, ToDoubleFunction<Measured> value) {
            return new Figure(format, value);
        }

        String show(double figure) {
            return Double.isFinite(figure) ? String.format(Locale.ROOT, format, figure) : NOTHING;
        }
    }

    private void latency(String label, Workload workload, ToDoubleFunction<Measured> nanos) {
        row(label, workload, Figure.of("%.3f", measured -> nanos.applyAsDouble(measured) / NANOS_PER_MILLI), "");
    }

    private void row(String label, Workload workload, Figure figure, String budget) {
        addRow(
                label,
                figure,
                List.of(
                        value(workload, Target.DIRECT, figure.value()),
                        value(workload, Target.NGINX, figure.value()),
                        value(workload, Target.TOLLGATE, figure.value())),
                budget);
    }

    private void added(String label, Workload workload, ToDoubleFunction<Measured> nanos, String budget) {
        double direct = value(workload, Target.DIRECT, nanos);
        Figure figure = Figure.of("%.3f", m -> (nanos.applyAsDouble(m) - direct) / NANOS_PER_MILLI);
        onTargets(label, workload, figure, budget);
    }

    private void cpu(String label, Workload workload, ToDoubleFunction<Measured> value, String budget) {
        onTargets(label, workload, Figure.of("%.2f", value), budget);
    }

    private void resident(String label, Workload workload) {
        onTargets(label, workload, Figure.of("%.0f", measured -> measured.residentBytes() / BYTES_PER_MIB), "");
    }

    /** A figure that the direct way does not have. */
    private void onTargets(String label, Workload workload, Figure figure, String budget) {
        addRow(
                label,
                figure,
                List.of(
                        Double.NaN,
                        value(workload, Target.NGINX, figure.value()),
                        value(workload, Target.TOLLGATE, figure.value())),
                budget);
    }

    private void addRow(String label, Figure figure, List<Double> values, String budget) {
        List<String> cells = new ArrayList<>();
        cells.add(label);
        values.forEach(value -> cells.add(figure.show(value)));
        double ratio = values.get(2) / values.get(1);
        cells.add(Double.isFinite(ratio) && ratio > 0 ? String.format(Locale.ROOT, "%.2f", ratio) : NOTHING);
        cells.add(budget);
        rows.add(cells);
    }

    private double value(Workload workload, String target, ToDoubleFunction<Measured> value) {
        Optional<Measured> measured = results.of(workload, target);
        return measured.isPresent() ? value.applyAsDouble(measured.get()) : Double.NaN;
    }
}
