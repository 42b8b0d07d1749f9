package io.tollgate.scenarios.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** What the proofs have found so far; each finding is said when it is made. Used by one thread. */
public final class Findings {

    private final List<Finding> all = new ArrayList<>();
    private final Consumer<String> listener;
    private String proof = "";

    public Findings(Consumer<String> listener) {
        this.listener = listener;
    }

    /** What follows belongs to this proof. */
    public void begin(String name) {
        proof = name;
    }

    public void atMost(String what, double figure, double bound, String unit) {
        add(what, number(figure) + unit, "at most " + number(bound) + unit, figure <= bound);
    }

    public void atLeast(String what, double figure, double bound, String unit) {
        add(what, number(figure) + unit, "at least " + number(bound) + unit, figure >= bound);
    }

    public void equal(String what, long figure, long wanted, String unit) {
        add(what, number(figure) + unit, "exactly " + number(wanted) + unit, figure == wanted);
    }

    /** Something that holds or does not. */
    public void holds(String what, String figure, String wanted, boolean met) {
        add(what, figure, wanted, met);
    }

    /** A figure that nothing was promised about. */
    public void note(String what, String figure) {
        add(what, figure, "", true);
    }

    private void add(String what, String figure, String wanted, boolean met) {
        var finding = new Finding(proof, what, figure, wanted, met);
        all.add(finding);
        listener.accept(finding.line());
    }

    /** Whole numbers as such, others with as many places as say something. */
    public static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return String.format(Locale.ROOT, "%,d", (long) value);
        }
        return String.format(Locale.ROOT, Math.abs(value) < 1 ? "%.4f" : "%.2f", value);
    }

    List<Finding> all() {
        return List.copyOf(all);
    }

    /** The lines of those that are not as promised. */
    public List<String> unmet() {
        return all.stream().filter(finding -> !finding.met()).map(Finding::line).toList();
    }

    /** As {@link #unmet}, without those that are durations, which a busy machine stretches. */
    public List<String> unmetOnAnyMachine() {
        return all.stream()
                .filter(finding -> !finding.met() && !finding.isDuration())
                .map(Finding::line)
                .toList();
    }
}
