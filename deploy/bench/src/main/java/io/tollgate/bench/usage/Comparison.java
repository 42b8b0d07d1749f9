package io.tollgate.bench.usage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Pairs of figures that were measured one right after the other, and their ratios. Not thread-safe. */
final class Comparison {

    private final List<Double> on = new ArrayList<>();
    private final List<Double> off = new ArrayList<>();

    void add(double withIt, double without) {
        on.add(withIt);
        off.add(without);
    }

    /** The median of the ratios of all pairs, with to without: one pair that other work has disturbed does not move it. */
    double ratio() {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < on.size(); i++) {
            ratios.add(on.get(i) / off.get(i));
        }
        return median(ratios);
    }

    String line(String what, String unit) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < on.size(); i++) {
            ratios.add(on.get(i) / off.get(i));
        }
        return String.format(
                Locale.ROOT,
                "%s: %,.1f %s with, %,.1f without; ratio %.3f (%.3f to %.3f in %d rounds)",
                what,
                median(on),
                unit,
                median(off),
                ratio(),
                ratios.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN),
                ratios.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN),
                on.size());
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
