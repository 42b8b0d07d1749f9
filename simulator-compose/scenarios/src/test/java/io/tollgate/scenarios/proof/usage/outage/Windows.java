package io.tollgate.scenarios.proof.usage.outage;

import io.tollgate.scenarios.load.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * How long the slowest hundredth of the requests took, window by window: a stall of the machine spoils one window and not the whole part.
 *
 * @param p99 of each window, in milliseconds
 */
record Windows(List<Double> p99) {

    /** The windows of this part of a run, each {@code window} long. */
    static Windows of(Samples samples, Duration from, Duration to, Duration window) {
        long seconds = window.toSeconds();
        return new Windows(
                LongStream.iterate(from.toSeconds(), at -> at + seconds <= to.toSeconds(), at -> at + seconds)
                        .mapToDouble(at -> samples.dueBetween(at, at + seconds).headMillis(99))
                        .boxed()
                        .toList());
    }

    double median() {
        double[] sorted = p99.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** The median, how far the middle half of the windows lies apart, and all of them. */
    String text() {
        if (p99.isEmpty()) {
            return "shorter than a window";
        }
        double[] sorted = p99.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return String.format(
                        Locale.ROOT,
                        "median %.2f ms, middle half %.2f to %.2f: ",
                        median(),
                        sorted[sorted.length / 4],
                        sorted[Math.min(sorted.length - 1, 3 * sorted.length / 4)])
                + p99.stream()
                        .map(millis -> String.format(Locale.ROOT, "%.1f", millis))
                        .collect(Collectors.joining(" "));
    }
}
