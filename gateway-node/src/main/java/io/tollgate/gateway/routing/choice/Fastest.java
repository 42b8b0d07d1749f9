package io.tollgate.gateway.routing.choice;

import io.tollgate.catalog.Deployment;
import io.tollgate.gateway.routing.latency.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The faster of two drawn at random, so that the fastest is not stampeded. Fast is a low expected time, times the root of the calls
 * in flight: what piles up is seen at once and not when it is answered. How often the slower one is taken all the same falls
 * with the fourth power of the ratio: twice as slow, one time in 17; a hair slower, almost half. Together they keep traffic from
 * swinging when load itself makes the faster one slow, and move it all at once when one is far slower.
 *
 * <p>Two in a hundred go to the one of which least is known, unless enough is; five in a hundred to those of which nothing is known,
 * while anything is of others. Who has just come back gets a tenth of what it would, growing to all of it in ten seconds.
 */
final class Fastest implements Chooser {

    static final double TRICKLE = 0.02;
    static final double TO_UNKNOWN = 0.05;

    private static final double SHARPNESS = 4;
    private static final double ENOUGH_SAMPLES = 20;
    private static final double SLOW_START_MILLIS = 10_000;
    private static final double LEAST_START = 0.1;
    private static final double TYPICAL_OUTPUT_TOKENS = 100;

    private final Sight sight;
    private final RandomGenerator random;
    private final Turns turns = new Turns();

    Fastest(Sight sight, RandomGenerator random) {
        this.sight = sight;
        this.random = random;
    }

    private record Known(Deployment deployment, Estimate estimate) {}

    @Override
    public Deployment first(Choice choice) {
        if (choice.candidates().size() == 1) {
            return choice.candidates().getFirst();
        }
        var known = new ArrayList<Known>(choice.candidates().size());
        var unknown = new ArrayList<Deployment>(choice.candidates().size());
        for (Deployment candidate : choice.candidates()) {
            Estimate estimate = sight.estimate(candidate.id());
            if (estimate.isKnown()) {
                known.add(new Known(candidate, estimate));
            } else {
                unknown.add(candidate);
            }
        }
        if (known.isEmpty()) {
            return turns.take(choice, deployment -> 1);
        }
        double chance = random.nextDouble();
        if (!unknown.isEmpty() && chance < TO_UNKNOWN) {
            return unknown.get(random.nextInt(unknown.size()));
        }
        if (unknown.isEmpty() && chance < TRICKLE) {
            Known least = leastKnown(known);
            if (least.estimate.samples() < ENOUGH_SAMPLES) {
                return least.deployment;
            }
        }
        return ofTwo(known);
    }

    @Override
    public Deployment then(Choice choice) {
        Deployment best = choice.candidates().getFirst();
        double bestMicros = Double.POSITIVE_INFINITY;
        for (Deployment candidate : choice.candidates()) {
            Estimate estimate = sight.estimate(candidate.id());
            double micros = estimate.isKnown() ? estimate.expectedMicros(TYPICAL_OUTPUT_TOKENS) : Double.MAX_VALUE;
            if (micros < bestMicros) {
                best = candidate;
                bestMicros = micros;
            }
        }
        return best;
    }

    private Deployment ofTwo(List<Known> known) {
        if (known.size() == 1) {
            return known.getFirst().deployment;
        }
        int drawn = random.nextInt(known.size());
        int beside = random.nextInt(known.size() - 1);
        Known one = known.get(drawn);
        Known other = known.get(beside < drawn ? beside : beside + 1);
        double tokens = tokens(one.estimate, other.estimate);
        double ratio = slowness(one, tokens) / slowness(other, tokens);
        boolean takesOne = random.nextDouble() < 1 / (1 + Math.pow(ratio, SHARPNESS));
        Known chosen = takesOne ? one : other;
        Known left = takesOne ? other : one;
        double started = started(chosen);
        boolean isTooMuch = started < 1 && started <= started(left) && random.nextDouble() >= started;
        return isTooMuch ? left.deployment : chosen.deployment;
    }

    private double slowness(Known known, double tokens) {
        return known.estimate.expectedMicros(tokens) * Math.sqrt(1.0 + sight.inFlight(known.deployment.id()));
    }

    private double started(Known known) {
        long servingMillis = sight.servingMillis(known.deployment.id());
        return servingMillis >= SLOW_START_MILLIS ? 1 : Math.max(LEAST_START, servingMillis / SLOW_START_MILLIS);
    }

    /** For how long an answer the two are compared: of the size that they have lately had, if both know what a token takes. */
    private static double tokens(Estimate one, Estimate other) {
        if (one.perTokenMicros() <= 0 || other.perTokenMicros() <= 0) {
            return 0;
        }
        double most = Math.max(one.outputTokens(), other.outputTokens());
        return most > 0 ? most : TYPICAL_OUTPUT_TOKENS;
    }

    private static Known leastKnown(List<Known> known) {
        Known least = known.getFirst();
        for (Known one : known) {
            if (one.estimate.samples() < least.estimate.samples()) {
                least = one;
            }
        }
        return least;
    }
}
