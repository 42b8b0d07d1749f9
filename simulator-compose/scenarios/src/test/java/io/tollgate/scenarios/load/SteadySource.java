package io.tollgate.scenarios.load;

import java.util.function.Supplier;

/** Sends evenly spaced requests. */
public final class SteadySource implements Source {

    private final double perSecond;
    private final double phaseSeconds;
    private final Supplier<Shot> shots;
    private long sent;

    /** Sends {@code perSecond} requests a second, the first {@code phaseSeconds} after the run begins. */
    public SteadySource(double perSecond, double phaseSeconds, Supplier<Shot> shots) {
        this.perSecond = perSecond;
        this.phaseSeconds = phaseSeconds;
        this.shots = shots;
    }

    @Override
    public double nextSeconds() {
        return phaseSeconds + sent++ / perSecond;
    }

    @Override
    public Shot shot() {
        return shots.get();
    }
}
