package io.tollgate.scenarios.load;

import java.util.SplittableRandom;

/**
 * Sizes of answers: a Pareto distribution between two bounds, most of them short and a few that outweigh the rest.
 *
 * @param shape the smaller, the heavier the tail
 * @param least smallest size
 * @param most largest size
 */
public record HeavyTail(double shape, int least, int most) {

    /** Answers of 40 to 1,000 tokens, 116 on average, with a twentieth above 400. */
    public static final HeavyTail ANSWERS = new HeavyTail(1.2, 40, 1_000);

    /** One draw. */
    public int draw(SplittableRandom random) {
        double tail = 1 - Math.pow((double) least / most, shape);
        double size = least / Math.pow(1 - random.nextDouble() * tail, 1 / shape);
        return (int) Math.min(most, Math.round(size));
    }

    /** The average. */
    public double mean() {
        double power = shape - 1;
        double tail = 1 - Math.pow((double) least / most, shape);
        return Math.pow(least, shape) / tail * shape / power * (Math.pow(least, -power) - Math.pow(most, -power));
    }
}
