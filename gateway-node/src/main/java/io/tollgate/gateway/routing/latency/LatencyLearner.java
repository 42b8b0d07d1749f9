package io.tollgate.gateway.routing.latency;

import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Learns how fast one deployment is from what this node sees of it. Streams tell both the time to the first token and the time
 * per token; of an answer in one piece the tokens' part is taken out, by what streams have told, else by how the time grows with
 * the output. Thread-safe.
 */
public final class LatencyLearner {

    private static final double NANOS_PER_MICRO = 1_000;

    private final LongSupplier monotonicMillis;
    private final PromptEffect promptEffect;
    private final DecayedMean firstToken = new DecayedMean();
    private final DecayedMean perToken = new DecayedMean();
    private final DecayedMean outputTokens = new DecayedMean();
    private final DecayedLine wholeByOutput = new DecayedLine();
    private final SlowTail tail = new SlowTail();

    public LatencyLearner(LongSupplier monotonicMillis, PromptEffect promptEffect) {
        this.monotonicMillis = monotonicMillis;
        this.promptEffect = promptEffect;
    }

    /** A stream's first content came after so long. */
    public void firstToken(long promptTokens, long nanos) {
        double micros = nanos / NANOS_PER_MICRO;
        promptEffect.learn(promptTokens, micros);
        double rest = micros - promptMicros(promptTokens);
        synchronized (this) {
            long now = monotonicMillis.getAsLong();
            firstToken.add(rest, now);
            tail.add(rest, now);
        }
    }

    /** All of a stream came, so long after its first content. */
    public synchronized void restOfStream(long tokens, long nanos) {
        long now = monotonicMillis.getAsLong();
        outputTokens.add(tokens, now);
        if (tokens > 1) {
            perToken.add(nanos / NANOS_PER_MICRO / (tokens - 1), now);
        }
    }

    /** All of an answer in one piece came after so long. */
    public void whole(long promptTokens, long tokens, long nanos) {
        double rest = nanos / NANOS_PER_MICRO - promptMicros(promptTokens);
        synchronized (this) {
            long now = monotonicMillis.getAsLong();
            wholeByOutput.add(tokens, rest);
            outputTokens.add(tokens, now);
            firstToken.add(rest - tokens * microsPerToken(now), now);
            tail.add(rest, now);
        }
    }

    public synchronized Estimate estimate() {
        long now = monotonicMillis.getAsLong();
        double samples = firstToken.samples(now);
        return samples == 0
                ? Estimate.UNKNOWN
                : new Estimate(Math.max(1, firstToken.mean()), microsPerToken(now), outputTokens.mean(), samples);
    }

    /** Within how long 95 of 100 such calls lately told something; empty while too few are known. */
    public OptionalLong slowMillis(long promptTokens) {
        double prompt = promptMicros(promptTokens);
        OptionalLong rest;
        synchronized (this) {
            rest = tail.micros(monotonicMillis.getAsLong());
        }
        return rest.isEmpty() ? rest : OptionalLong.of((long) Math.ceil((rest.getAsLong() + prompt) / 1_000));
    }

    private double promptMicros(long promptTokens) {
        return promptTokens * promptEffect.microsPerToken();
    }

    private double microsPerToken(long now) {
        return perToken.samples(now) > 0 ? perToken.mean() : wholeByOutput.slope();
    }
}
