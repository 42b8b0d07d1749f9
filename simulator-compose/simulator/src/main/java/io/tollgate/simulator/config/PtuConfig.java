package io.tollgate.simulator.config;

/**
 * Provisioned capacity as a leaky bucket of weighted tokens.
 *
 * @param tokensPerMinute weighted tokens drained per minute
 * @param bucketSeconds how many seconds of draining fit into the bucket: 100 % utilisation is that many
 * @param inputWeight weight of a prompt token that was not cached
 * @param cachedWeight weight of a cached prompt token; Azure takes them off, so 0
 * @param outputWeight weight of a completion token
 */
public record PtuConfig(
        Long tokensPerMinute, Double bucketSeconds, Double inputWeight, Double cachedWeight, Double outputWeight) {

    /** 100,000 weighted tokens per minute, a bucket of one minute, output three times as dear as input. */
    public static final PtuConfig DEFAULT = new PtuConfig(null, null, null, null, null);

    /** What is absent takes its default. */
    public PtuConfig {
        tokensPerMinute = tokensPerMinute == null ? 100_000 : tokensPerMinute;
        bucketSeconds = bucketSeconds == null ? 60.0 : bucketSeconds;
        inputWeight = weight("ptu.inputWeight", inputWeight, 1);
        cachedWeight = weight("ptu.cachedWeight", cachedWeight, 0);
        outputWeight = weight("ptu.outputWeight", outputWeight, 3);
        if (tokensPerMinute < 1 || tokensPerMinute > 10_000_000) {
            throw new InvalidConfigException("ptu.tokensPerMinute", "is from 1 to 10,000,000");
        }
        if (!(bucketSeconds >= 0.1 && bucketSeconds <= 300)) {
            throw new InvalidConfigException("ptu.bucketSeconds", "is from 0.1 to 300");
        }
    }

    /** A capacity with the default weights and bucket. */
    public static PtuConfig ofTokensPerMinute(long tokensPerMinute) {
        return new PtuConfig(tokensPerMinute, null, null, null, null);
    }

    private static double weight(String name, Double value, double otherwise) {
        if (value == null) {
            return otherwise;
        }
        if (!(value >= 0 && value <= 1000)) {
            throw new InvalidConfigException(name, "is from 0 to 1000");
        }
        return value;
    }

    /** Thousandths of weighted tokens that drain in a minute. */
    public long drainMilliPerMinute() {
        return tokensPerMinute * 1000;
    }

    /** Thousandths of weighted tokens at which the deployment is 100 % used. */
    public long capacityMilli() {
        return Math.max(1, Math.round(drainMilliPerMinute() * bucketSeconds / 60));
    }

    /** Thousandths of weighted tokens that a request costs. */
    public long weighMilli(long promptTokens, long cachedTokens, long outputTokens) {
        return Math.round((promptTokens - cachedTokens) * inputWeight * 1000
                + cachedTokens * cachedWeight * 1000
                + outputTokens * outputWeight * 1000);
    }
}
