package io.tollgate.gateway.routing.latency;

/**
 * How fast a deployment is thought to answer.
 *
 * @param firstTokenMicros to the first token, with what the prompt's size explains taken out
 * @param perTokenMicros for each token of output; 0 when unknown
 * @param outputTokens that its answers lately had; 0 when unknown
 * @param samples decayed number of answers behind it
 */
public record Estimate(double firstTokenMicros, double perTokenMicros, double outputTokens, double samples) {

    /** Nothing is known. */
    public static final Estimate UNKNOWN = new Estimate(0, 0, 0, 0);

    /** With fewer the deployment has not been heard of for about forty seconds. */
    private static final double LEAST_SAMPLES = 0.01;

    /** Whether it says anything. */
    public boolean isKnown() {
        return samples >= LEAST_SAMPLES;
    }

    /** How long an answer of so many tokens would take. */
    public double expectedMicros(double tokens) {
        return firstTokenMicros + tokens * perTokenMicros;
    }

    /** What both together say, each by the number of its answers. */
    public Estimate and(Estimate other) {
        double both = samples + other.samples;
        if (both <= 0) {
            return UNKNOWN;
        }
        return new Estimate(
                (firstTokenMicros * samples + other.firstTokenMicros * other.samples) / both,
                ofKnown(perTokenMicros, samples, other.perTokenMicros, other.samples),
                ofKnown(outputTokens, samples, other.outputTokens, other.samples),
                both);
    }

    private static double ofKnown(double mine, double weight, double theirs, double theirWeight) {
        double mineCounts = mine > 0 ? weight : 0;
        double theirsCounts = theirs > 0 ? theirWeight : 0;
        double both = mineCounts + theirsCounts;
        return both <= 0 ? 0 : (mine * mineCounts + theirs * theirsCounts) / both;
    }
}
