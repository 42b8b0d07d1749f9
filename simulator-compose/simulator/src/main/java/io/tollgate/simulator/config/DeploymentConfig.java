package io.tollgate.simulator.config;

import java.util.List;

/**
 * One simulated model deployment. Every value but the name has a default.
 *
 * @param name the name that callers use
 * @param model the model it serves, which decides the tokenizer; {@code text-embedding…} serves embeddings only
 * @param capacity PTU or PAYG
 * @param tokensPerMinute PAYG limit; 0 is without limit
 * @param requestsPerMinute PAYG limit; 0 is without limit
 * @param ptu the bucket of a PTU deployment
 * @param latency how long answers take
 * @param seed of every chance in this deployment
 * @param embeddingDimensions length of an embedding when the request does not say
 * @param defaultOutputTokens completion tokens when the request sets no bound
 * @param outputTokens forces the completion size, capped by the request's bound; null does not
 * @param maxOutputTokens the most a request may ask for
 * @param reasoningTokens how many of the completion tokens are hidden reasoning
 * @param promptCaching whether repeated prompts of 1,024 tokens and more report cached tokens
 * @param faults what goes wrong, tried in this order
 * @param onDisconnect what becomes of an answer whose caller has left
 */
public record DeploymentConfig(
        String name,
        String model,
        Capacity capacity,
        long tokensPerMinute,
        long requestsPerMinute,
        PtuConfig ptu,
        LatencyConfig latency,
        long seed,
        Integer embeddingDimensions,
        Spread defaultOutputTokens,
        Integer outputTokens,
        Integer maxOutputTokens,
        int reasoningTokens,
        Boolean promptCaching,
        List<FaultConfig> faults,
        OnDisconnect onDisconnect) {

    /** The largest completion that any deployment may produce. */
    public static final int MOST_OUTPUT_TOKENS = 32_768;

    private static final long MOST_PER_MINUTE = 1_000_000_000_000L;

    /** Fills defaults and refuses what cannot be, naming the setting. */
    public DeploymentConfig {
        require(name != null && name.matches("[A-Za-z0-9._-]{1,64}"), "name", "is 1 to 64 letters, digits or ._-");
        model = model == null || model.isBlank() ? name : model;
        require(model.matches("[A-Za-z0-9._:/-]{1,128}"), "model", "is 1 to 128 letters, digits or ._:/-");
        capacity = capacity == null ? Capacity.PAYG : capacity;
        ptu = ptu == null ? PtuConfig.DEFAULT : ptu;
        latency = latency == null ? LatencyConfig.NONE : latency;
        embeddingDimensions = embeddingDimensions == null ? 1536 : embeddingDimensions;
        defaultOutputTokens = defaultOutputTokens == null ? new Spread(64, 16) : defaultOutputTokens;
        maxOutputTokens = maxOutputTokens == null ? 16_384 : maxOutputTokens;
        promptCaching = promptCaching == null || promptCaching;
        faults = faults == null ? List.of() : List.copyOf(faults);
        onDisconnect = onDisconnect == null ? OnDisconnect.STOP : onDisconnect;
        requirePerMinute(tokensPerMinute, "tokensPerMinute");
        requirePerMinute(requestsPerMinute, "requestsPerMinute");
        require(embeddingDimensions >= 1 && embeddingDimensions <= 8192, "embeddingDimensions", "is from 1 to 8192");
        require(
                maxOutputTokens >= 1 && maxOutputTokens <= MOST_OUTPUT_TOKENS,
                "maxOutputTokens",
                "is from 1 to " + MOST_OUTPUT_TOKENS);
        require(outputTokens == null || outputTokens >= 0, "outputTokens", "is not negative");
        require(reasoningTokens >= 0, "reasoningTokens", "is not negative");
        require(faults.size() <= 20, "faults", "are at most 20");
    }

    /** A deployment with nothing but defaults: unlimited, immediate, without faults. */
    public static DeploymentConfig of(String name, String model) {
        return new DeploymentConfig(
                name, model, null, 0, 0, null, null, 0, null, null, null, null, 0, null, null, null);
    }

    /** Pay as you go with limits; 0 is without limit. */
    public static DeploymentConfig payg(String name, String model, long tokensPerMinute, long requestsPerMinute) {
        return new DeploymentConfig(
                name,
                model,
                Capacity.PAYG,
                tokensPerMinute,
                requestsPerMinute,
                null,
                null,
                0,
                null,
                null,
                null,
                null,
                0,
                null,
                null,
                null);
    }

    /** Provisioned throughput with this bucket. */
    public static DeploymentConfig ptu(String name, String model, PtuConfig ptu) {
        return new DeploymentConfig(
                name, model, Capacity.PTU, 0, 0, ptu, null, 0, null, null, null, null, 0, null, null, null);
    }

    /** Whether this deployment serves embeddings, and only those. */
    public boolean servesEmbeddings() {
        return model.startsWith("text-embedding");
    }

    private static void requirePerMinute(long value, String setting) {
        require(value >= 0 && value <= MOST_PER_MINUTE, setting, "is from 0 to " + MOST_PER_MINUTE);
    }

    private static void require(boolean holds, String setting, String rule) {
        if (!holds) {
            throw new InvalidConfigException(setting, rule);
        }
    }
}
