package io.tollgate.gateway.routing.latency;

/**
 * What a prompt's tokens add to the time to the first token, learned over all deployments of a model, so that none of them looks
 * slow for the prompts that it happened to get. Thread-safe.
 */
public final class PromptEffect {

    private final DecayedLine line = new DecayedLine();

    synchronized void learn(double promptTokens, double micros) {
        line.add(promptTokens, micros);
    }

    synchronized double microsPerToken() {
        return line.slope();
    }
}
