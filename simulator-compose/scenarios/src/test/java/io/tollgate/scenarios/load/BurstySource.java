package io.tollgate.scenarios.load;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;

/** Sends a Poisson stream while it is on, nothing while it is off; both last for exponentially distributed times. */
public final class BurstySource implements Source {

    private final SplittableRandom random;
    private final Rhythm rhythm;
    private final DoubleUnaryOperator share;
    private final Supplier<Shot> shots;
    private double now;
    private double onUntil;

    /**
     * How an application calls.
     *
     * @param onSeconds mean length of a burst
     * @param offSeconds mean pause between two
     * @param perSecondWhileOn requests a second in a burst
     */
    public record Rhythm(double onSeconds, double offSeconds, double perSecondWhileOn) {

        /** Bursts of a second every ten, with this many requests a second on average. */
        public static Rhythm averaging(double perSecond) {
            return new Rhythm(1, 9, perSecond * 10);
        }
    }

    /**
     * A source.
     *
     * @param share what part of the requests is really sent, 0 to 1, by the second of the run
     * @param shots makes the request that is due
     */
    public BurstySource(SplittableRandom random, Rhythm rhythm, DoubleUnaryOperator share, Supplier<Shot> shots) {
        this.random = random;
        this.rhythm = rhythm;
        this.share = share;
        this.shots = shots;
        boolean off = random.nextDouble() * (rhythm.onSeconds() + rhythm.offSeconds()) >= rhythm.onSeconds();
        this.now = off ? exponential(rhythm.offSeconds()) : 0;
        this.onUntil = now + exponential(rhythm.onSeconds());
    }

    @Override
    public double nextSeconds() {
        do {
            advance();
        } while (random.nextDouble() >= share.applyAsDouble(now));
        return now;
    }

    private void advance() {
        now += exponential(1 / rhythm.perSecondWhileOn());
        while (now > onUntil) {
            double start = onUntil + exponential(rhythm.offSeconds());
            onUntil = start + exponential(rhythm.onSeconds());
            now = start + exponential(1 / rhythm.perSecondWhileOn());
        }
    }

    private double exponential(double mean) {
        return -mean * Math.log1p(-random.nextDouble());
    }

    @Override
    public Shot shot() {
        return shots.get();
    }
}
