package io.tollgate.scenarios.stand.watch;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What nodes say of themselves in Prometheus' format, added up.
 *
 * @param samples value by name with labels, as printed
 */
public record NodeMetrics(Map<String, Double> samples) {

    private static final Pattern LINE = Pattern.compile("^([a-zA-Z_:][a-zA-Z0-9_:]*(?:\\{.*\\})?) ([^ ]+)$");
    private static final Pattern UPPER_BOUND = Pattern.compile("[{,]le=\"([^\"]+)\"");

    public NodeMetrics {
        samples = Map.copyOf(samples);
    }

    /** Reads one node's page. */
    public static NodeMetrics parse(String text) {
        Map<String, Double> samples = new HashMap<>();
        text.lines().forEach(line -> {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                samples.merge(matcher.group(1), Double.parseDouble(matcher.group(2)), Double::sum);
            }
        });
        return new NodeMetrics(samples);
    }

    /** Adds another node's. */
    public NodeMetrics plus(NodeMetrics other) {
        Map<String, Double> sum = new HashMap<>(samples);
        other.samples.forEach((name, value) -> sum.merge(name, value, Double::sum));
        return new NodeMetrics(sum);
    }

    /** What has been added since {@code before}. A node that was started anew meanwhile makes this too small. */
    public NodeMetrics since(NodeMetrics before) {
        Map<String, Double> difference = new HashMap<>();
        samples.forEach((name, value) -> difference.put(name, value - before.samples.getOrDefault(name, 0.0)));
        return new NodeMetrics(difference);
    }

    /** The sum over all samples of {@code name} that carry all of {@code labels}, each written {@code name="value"}. */
    public double sum(String name, String... labels) {
        return samples.entrySet().stream()
                .filter(sample -> isOf(sample.getKey(), name, labels))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    private static boolean isOf(String sample, String name, String... labels) {
        if (!sample.equals(name) && !sample.startsWith(name + "{")) {
            return false;
        }
        for (String label : labels) {
            if (!sample.contains(label)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The smallest bound of a histogram's buckets that at least this share of its observations did not exceed.
     *
     * @return in the histogram's unit; infinity when only the last bucket has as many
     */
    public double percentile(double percentile, String histogram, String... labels) {
        Map<Double, Double> buckets = new java.util.TreeMap<>();
        samples.forEach((sample, value) -> {
            Matcher bound = UPPER_BOUND.matcher(sample);
            if (isOf(sample, histogram + "_bucket", labels) && bound.find()) {
                double upper =
                        bound.group(1).equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound.group(1));
                buckets.merge(upper, value, Double::sum);
            }
        });
        double all = buckets.getOrDefault(Double.POSITIVE_INFINITY, 0.0);
        return buckets.entrySet().stream()
                .filter(bucket -> bucket.getValue() >= all * percentile / 100)
                .mapToDouble(Map.Entry::getKey)
                .findFirst()
                .orElse(Double.NaN);
    }
}
