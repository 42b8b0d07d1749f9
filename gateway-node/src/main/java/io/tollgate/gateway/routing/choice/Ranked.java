package io.tollgate.gateway.routing.choice;

import io.tollgate.catalog.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The candidates with the least of something; those that are equal take turns. */
abstract class Ranked implements Chooser {

    private final Turns turns = new Turns();

    /** What is to be least; equal within {@link #tolerance}. */
    abstract ToDoubleFunction<Deployment> measure(Choice choice);

    /** How much more than the least is no difference. */
    abstract double tolerance();

    @Override
    public Deployment first(Choice choice) {
        return turns.take(least(choice), choice::weight);
    }

    @Override
    public Deployment then(Choice choice) {
        return turns.next(least(choice), choice::weight);
    }

    private Choice least(Choice choice) {
        List<Deployment> candidates = choice.candidates();
        ToDoubleFunction<Deployment> measure = measure(choice);
        double[] measured = new double[candidates.size()];
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < measured.length; i++) {
            measured[i] = measure.applyAsDouble(candidates.get(i));
            least = Math.min(least, measured[i]);
        }
        var best = new ArrayList<Deployment>(measured.length);
        for (int i = 0; i < measured.length; i++) {
            if (measured[i] <= least + tolerance()) {
                best.add(candidates.get(i));
            }
        }
        return new Choice(choice.catalog(), choice.tier(), best);
    }
}
