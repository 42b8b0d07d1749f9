package io.tollgate.simulator.deployment;

import io.tollgate.simulator.config.Capacity;
import io.tollgate.simulator.config.DeploymentConfig;
import io.tollgate.simulator.config.FaultConfig;
import io.tollgate.simulator.config.LatencyConfig;
import io.tollgate.simulator.journal.Tokens;
import io.tollgate.simulator.limits.PaygLimiter;
import io.tollgate.simulator.limits.PtuBucket;
import io.tollgate.simulator.limits.RateState;
import io.tollgate.simulator.limits.UtilisationHistory.Second;
import io.tollgate.simulator.limits.Verdict;
import io.tollgate.simulator.request.InvalidRequestException;
import io.tollgate.simulator.request.ModelRequest;
import io.tollgate.simulator.tokens.Lorem;
import io.tollgate.simulator.tokens.TokenCounter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/**
 * A deployment at work: its configuration, which may change at any time, and its windows, which stay. Safe for many
 * threads. Times are microseconds since the epoch.
 */
public final class Deployment {
    private volatile DeploymentConfig config;
    private PaygLimiter payg = new PaygLimiter();
    private final PromptCache promptCache = new PromptCache();
    private final FaultPlan faults = new FaultPlan();
    private PtuBucket ptu;
    private SplittableRandom random;

    Deployment(DeploymentConfig config, long nowMicros) {
        this.config = config;
        this.ptu = new PtuBucket(nowMicros);
        this.random = new SplittableRandom(config.seed());
        faults.use(config.faults());
    }

    /** What it is configured to do now. */
    public DeploymentConfig config() {
        return config;
    }

    /** Replaces the configuration and keeps the windows; a changed seed or list of faults starts anew. */
    public synchronized DeploymentConfig change(UnaryOperator<DeploymentConfig> change) {
        DeploymentConfig before = config;
        DeploymentConfig after = change.apply(before);
        if (after.seed() != before.seed()) {
            random = new SplittableRandom(after.seed());
        }
        if (!after.faults().equals(before.faults())) {
            faults.use(after.faults());
        }
        config = after;
        return after;
    }

    /** Which fault strikes the next request. */
    public synchronized Optional<FaultConfig> nextFault() {
        return config.faults().isEmpty() ? Optional.empty() : faults.next(random);
    }

    /** Counts the prompt and decides on the answer. {@code forcedOutput} goes before the configured size. */
    public Plan plan(ModelRequest request, OptionalInt forcedOutput, long nowMicros) {
        DeploymentConfig now = config;
        Prompt prompt = Prompt.count(request.parts(), TokenCounter.forModel(now.model()));
        if (now.servesEmbeddings()) {
            return embedding(prompt, now.latency());
        }
        int bound = request.outputBound().orElse(now.maxOutputTokens());
        if (bound > now.maxOutputTokens()) {
            throw new InvalidRequestException(
                    "max_tokens is too large: " + bound + ". This model supports at most " + now.maxOutputTokens()
                            + " completion tokens.",
                    "max_tokens",
                    "invalid_value");
        }
        synchronized (this) {
            int wanted = wantedOutput(request, forcedOutput, now);
            int size = Math.min(wanted, bound);
            int reasoning = Math.min(now.reasoningTokens(), size);
            Lorem.Slice whole = Lorem.text().slice(size - reasoning, random.nextInt());
            Lorem.Slice text = request.stops().isEmpty() ? whole : whole.before(request.stops());
            boolean cut = text == whole
                    && (wanted > bound || wanted == bound && forcedOutput.isEmpty() && now.outputTokens() == null);
            int cached = prompt.tokens() < PromptCache.LEAST_TOKENS || !now.promptCaching()
                    ? 0
                    : promptCache.look(nowMicros, prompt.tokensUpTo(), prompt.hashUpTo());
            long estimate = Math.max(request.choices(), request.bestOf())
                    * (long) request.outputBound()
                            .orElse((int) Math.round(now.defaultOutputTokens().mean()));
            return new Plan(
                    prompt.tokens(), cached, request.choices(), text, reasoning, cut, estimate, pace(now.latency()));
        }
    }

    private int wantedOutput(ModelRequest request, OptionalInt forced, DeploymentConfig now) {
        if (forced.isPresent()) {
            return forced.getAsInt();
        }
        if (now.outputTokens() != null) {
            return now.outputTokens();
        }
        if (request.outputBound().isPresent()) {
            return request.outputBound().getAsInt();
        }
        long drawn = Math.round(now.defaultOutputTokens().sample(random));
        return (int) Math.max(1, Math.min(drawn, now.maxOutputTokens() - 1L));
    }

    private Plan embedding(Prompt prompt, LatencyConfig latency) {
        return new Plan(prompt.tokens(), 0, 1, Lorem.text().slice(0, 0), 0, false, 0, pace(latency));
    }

    private synchronized Pace pace(LatencyConfig latency) {
        return latency.immediate() ? Pace.IMMEDIATE : new Pace(latency, random.split());
    }

    /** Decides whether the request may be served, and if so adds what it is estimated to cost. */
    public synchronized Verdict arrive(Plan plan, long nowMicros) {
        DeploymentConfig now = config;
        return now.capacity() == Capacity.PTU
                ? ptu.arrive(nowMicros, estimateMilli(plan, now), now.ptu())
                : payg.arrive(
                        nowMicros,
                        plan.promptTokens() + plan.estimatedOutput(),
                        now.tokensPerMinute(),
                        now.requestsPerMinute());
    }

    /** Corrects what was added on admission when the request has ended, in whichever way. */
    public synchronized void settle(long ptuEstimateMilli, Tokens actual, long nowMicros) {
        DeploymentConfig now = config;
        if (now.capacity() == Capacity.PTU || ptuEstimateMilli > 0) {
            long actualMilli = now.ptu().weighMilli(actual.prompt(), actual.cached(), actual.completion());
            ptu.settle(nowMicros, ptuEstimateMilli, actualMilli, now.ptu());
        }
    }

    private static long estimateMilli(Plan plan, DeploymentConfig now) {
        return now.ptu().weighMilli(plan.promptTokens(), plan.cachedTokens(), plan.estimatedOutput());
    }

    /** What its rate headers would say now. */
    public synchronized RateState rates(long nowMicros) {
        DeploymentConfig now = config;
        return now.capacity() == Capacity.PTU
                ? ptu.utilisation(nowMicros, now.ptu())
                : payg.rates(nowMicros, now.tokensPerMinute(), now.requestsPerMinute());
    }

    /** What its PTU bucket did in the last {@code seconds} seconds, oldest first. */
    public synchronized List<Second> history(int seconds, long nowMicros) {
        return ptu.history(nowMicros, config.ptu()).last(seconds, nowMicros);
    }

    /** Empties all windows and the bucket with its history and starts chance anew; the configuration stays. */
    public synchronized void reset(long nowMicros) {
        ptu = new PtuBucket(nowMicros);
        payg = new PaygLimiter();
        random = new SplittableRandom(config.seed());
    }
}
