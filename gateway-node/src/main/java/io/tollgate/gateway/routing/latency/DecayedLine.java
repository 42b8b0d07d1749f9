package io.tollgate.gateway.routing.latency;

/**
 * How much of {@code y} a unit of {@code x} explains: the slope of a line through the last few hundred points, 0 when the points
 * lie too close together to say. Not thread-safe.
 */
final class DecayedLine {

    private static final double KEEP = 0.995;

    /** As if {@code x} had varied by so much without {@code y} noticing: little evidence makes no slope. */
    private static final double LEAST_DEVIATION = 20;

    private double count;
    private double meanX;
    private double meanY;
    private double deviation;
    private double covariance;

    void add(double x, double y) {
        count = count * KEEP + 1;
        double dx = x - meanX;
        meanX += dx / count;
        meanY += (y - meanY) / count;
        deviation = deviation * KEEP + dx * (x - meanX);
        covariance = covariance * KEEP + dx * (y - meanY);
    }

    double slope() {
        return Math.max(0, covariance) / (deviation + LEAST_DEVIATION * LEAST_DEVIATION);
    }
}
