package io.tollgate.simulator.journal;

import java.util.Map;
import java.util.TreeMap;

/** Running totals of one tag at one deployment. Not safe for many threads: {@link Journal} guards it. */
final class TagCounters {
    private final Map<Integer, Long> requestsByStatus = new TreeMap<>();
    private long completedRequests;
    private long completedPrompt;
    private long completedCached;
    private long completedCompletion;
    private long interruptedRequests;
    private long interruptedPrompt;
    private long interruptedCompletion;
    private long cancelledRequests;
    private long throttledRequests;

    void add(Outcome outcome) {
        requestsByStatus.merge(outcome.status(), 1L, Long::sum);
        Tokens tokens = outcome.tokens();
        switch (outcome.ending()) {
            case COMPLETED -> {
                completedRequests++;
                completedPrompt += tokens.prompt();
                completedCached += tokens.cached();
                completedCompletion += tokens.completion();
            }
            case CUT, CANCELLED -> {
                interruptedRequests++;
                cancelledRequests += outcome.ending() == Ending.CANCELLED ? 1 : 0;
                interruptedPrompt += tokens.prompt();
                interruptedCompletion += tokens.completion();
            }
            case REFUSED -> throttledRequests += outcome.status() == 429 ? 1 : 0;
            case IN_FLIGHT -> throw new IllegalArgumentException("not ended");
        }
    }

    Counters read(String deployment, String tag) {
        return new Counters(
                deployment,
                tag,
                new TreeMap<>(requestsByStatus),
                throttledRequests,
                new Counters.Completed(completedRequests, completedPrompt, completedCached, completedCompletion),
                new Counters.Interrupted(
                        interruptedRequests, cancelledRequests, interruptedPrompt, interruptedCompletion));
    }
}
