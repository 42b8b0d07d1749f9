package io.tollgate.bench.report;

import java.util.Locale;

/**
 * What is asked of each target in turn.
 *
 * @param kind how load is made
 * @param amount callers when saturating, requests per second when paced, streams open at once when streaming
 */
public record Workload(Kind kind, int amount) {

    /** How load is made. */
    public enum Kind {
        /** A closed loop: every caller sends its next request when the last is answered. */
        SATURATED,
        /** An open loop of plain requests. */
        PACED,
        /** An open loop of streams. */
        STREAMED
    }

    /** For people. */
    public String title() {
        return switch (kind) {
            case SATURATED -> "saturated, " + amount + " callers";
            case PACED -> String.format(Locale.ROOT, "plain, %,d/s", amount);
            case STREAMED -> amount + " streams";
        };
    }
}
