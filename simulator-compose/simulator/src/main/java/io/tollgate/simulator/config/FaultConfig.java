package io.tollgate.simulator.config;

/**
 * A fault and when it strikes.
 *
 * @param kind what goes wrong
 * @param probability chance per request, 0 to 1; absent is 1
 * @param count strikes this many times and then no more; absent is without end
 * @param status the status of {@link FaultKind#STATUS}; absent is 503
 * @param retryAfterMillis sent as {@code retry-after-ms} and, rounded up, {@code retry-after}; absent is neither
 * @param afterChunks chunks that are still good, for {@link FaultKind#CUT}, {@link FaultKind#ERROR_EVENT} and
 *     {@link FaultKind#MALFORMED_JSON} in a stream; 0 is before the first of them, absent is 1
 * @param delayMillis wait between the pieces of a {@link FaultKind#SLOW_BODY}, or before the head of
 *     {@link FaultKind#SLOW_HEADERS}; absent is 100
 */
public record FaultConfig(
        FaultKind kind,
        Double probability,
        Integer count,
        Integer status,
        Long retryAfterMillis,
        Integer afterChunks,
        Long delayMillis) {

    /** What is absent takes its default. */
    public FaultConfig {
        if (kind == null) {
            throw new InvalidConfigException("faults.kind", "is required");
        }
        probability = probability == null ? 1.0 : probability;
        status = status == null ? 503 : status;
        afterChunks = afterChunks == null ? 1 : afterChunks;
        delayMillis = delayMillis == null ? 100L : delayMillis;
        require(probability >= 0 && probability <= 1, "faults.probability", "is from 0 to 1");
        require(count == null || count >= 0, "faults.count", "is not negative");
        require(status >= 300 && status <= 599, "faults.status", "is from 300 to 599");
        require(
                retryAfterMillis == null || retryAfterMillis >= 0 && retryAfterMillis <= 864_000_000,
                "faults.retryAfterMillis",
                "is from 0 to 864,000,000");
        require(afterChunks >= 0 && afterChunks <= 1_000_000, "faults.afterChunks", "is from 0 to 1,000,000");
        require(delayMillis >= 1 && delayMillis <= 600_000, "faults.delayMillis", "is from 1 to 600,000");
    }

    /** A fault that always strikes, with the defaults of its kind. */
    public static FaultConfig always(FaultKind kind) {
        return new FaultConfig(kind, null, null, null, null, null, null);
    }

    private static void require(boolean holds, String setting, String rule) {
        if (!holds) {
            throw new InvalidConfigException(setting, rule);
        }
    }
}
