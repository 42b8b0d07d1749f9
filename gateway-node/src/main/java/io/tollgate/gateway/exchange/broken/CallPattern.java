package io.tollgate.gateway.exchange.broken;

import io.tollgate.events.Tokens;

/**
 * What whole calls of one kind are like: means, in which the newer ones count more. By them it is told what a call has used
 * that was not read to its end. Immutable.
 *
 * @param calls how many it rests on, as far as that matters
 */
record CallPattern(
        int calls,
        double outputTokens,
        double reasoningTokens,
        double passedTokens,
        double firstMillis,
        double wholeMillis,
        double restTokens) {

    /** Nothing is known. */
    static final CallPattern UNKNOWN = new CallPattern(0, 0, 0, 0, 0, 0, 0);

    private static final int MAX_WEIGHT = 32;
    private static final double MIN_RATIO = 0.5;
    private static final double MAX_RATIO = 16;

    /** What is further than a quarter from what has passed is no count of it. */
    private static final int MAX_COUNT_ERROR = 4;

    /** Differences of time that are small beside this say nothing of how long a backend has reasoned. */
    private static final double JITTER_MILLIS = 100;

    CallPattern with(WholeCall call) {
        int weight = Math.min(calls + 1, MAX_WEIGHT);
        return new CallPattern(
                weight,
                mean(outputTokens, call.outputTokens(), weight),
                mean(reasoningTokens, call.reasoningTokens(), weight),
                mean(passedTokens, call.passedTokens(), weight),
                mean(firstMillis, call.firstMillis(), weight),
                mean(wholeMillis, call.wholeMillis(), weight),
                mean(restTokens, call.restTokens(), weight));
    }

    private static double mean(double before, double value, int weight) {
        return before + (value - before) / weight;
    }

    boolean isKnown() {
        return calls > 0;
    }

    /** What the backend will have produced when it goes on to the end; {@code expectedTokens} unless more has passed. */
    Tokens whole(BrokenCall call, double expectedTokens) {
        if (!call.kind().streamed()) {
            return tokens(call, Math.max(expectedTokens, call.passedTokens()), reasoningTokens);
        }
        Tokens now = soFar(call, expectedTokens);
        return now.output() >= expectedTokens ? now : tokens(call, expectedTokens, now.reasoning());
    }

    /** What the backend has produced by now; {@code expectedTokens} is what the whole is thought to be. */
    Tokens soFar(BrokenCall call, double expectedTokens) {
        if (!call.kind().streamed()) {
            double part = wholeMillis <= 0 || call.passedTokens() > 0 ? 1 : call.waitedMillis() / wholeMillis;
            return tokens(call, part * expectedTokens, part * reasoningTokens);
        }
        if (call.toldTokens() > call.passedTokens()) {
            return tokens(call, call.toldTokens(), 0);
        }
        double hidden = reasoningTokens * (call.waitedMillis() + JITTER_MILLIS) / (firstMillis + JITTER_MILLIS);
        double visible = call.passedTokens() * ratio(call.kind().left());
        double underWay = visible / Math.max(1, call.flowedMillis()) * call.pausedMillis();
        double room = Math.max(0, expectedTokens - hidden - visible);
        return tokens(call, hidden + visible + Math.min(underWay, room), hidden);
    }

    /** Tokens for each that is counted as it passes; of answers that backends break off no less than is counted. */
    private double ratio(boolean left) {
        return passedTokens < 1
                ? 1
                : Math.clamp((outputTokens - reasoningTokens) / passedTokens, left ? MIN_RATIO : 1, MAX_RATIO);
    }

    private static Tokens tokens(BrokenCall call, double outputTokens, double reasoningTokens) {
        long most = Math.max(call.maxTokens(), Math.max(call.passedTokens(), call.toldTokens()));
        long output = Math.min(Math.round(Math.max(outputTokens, Math.min(1, call.passedTokens()))), most);
        return new Tokens(
                call.promptTokens(),
                0,
                output,
                Math.min(Math.round(reasoningTokens), output),
                isCounted(Math.max(call.passedTokens(), call.toldTokens()), output, reasoningTokens)
                        ? Tokens.Source.COUNTED
                        : Tokens.Source.ESTIMATED);
    }

    private static boolean isCounted(long passedTokens, long output, double reasoningTokens) {
        return output > 0 && reasoningTokens < 1 && Math.abs(output - passedTokens) * MAX_COUNT_ERROR <= passedTokens;
    }
}
