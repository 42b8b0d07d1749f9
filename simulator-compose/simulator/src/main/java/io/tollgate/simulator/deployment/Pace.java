package io.tollgate.simulator.deployment;

import io.tollgate.simulator.config.LatencyConfig;
import java.util.random.RandomGenerator;

/** When the tokens of one answer are due, drawn as they are asked for. Used by one thread. */
public final class Pace {
    /** Every token is due at once. */
    public static final Pace IMMEDIATE = new Pace(LatencyConfig.NONE, null);

    private final LatencyConfig latency;
    private final RandomGenerator random;

    Pace(LatencyConfig latency, RandomGenerator random) {
        this.latency = latency;
        this.random = random;
    }

    /** Whether nothing waits. */
    public boolean immediate() {
        return latency.immediate();
    }

    /** Microseconds from arrival to the first token. */
    public long firstTokenMicros() {
        return Math.round(latency.timeToFirstTokenMillis().sample(random) * 1000);
    }

    /** Microseconds from one token to the next. */
    public long nextTokenMicros() {
        return Math.round(latency.perTokenMillis().sample(random) * 1000);
    }

    /** Microseconds from arrival to the end of an answer of this many tokens. */
    public long wholeAnswerMicros(int tokens) {
        long sum = firstTokenMicros();
        for (int token = 1; token < tokens; token++) {
            sum += nextTokenMicros();
        }
        return sum;
    }
}
