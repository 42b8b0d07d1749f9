package io.tollgate.scenarios.proof.usage.budget;

import io.tollgate.scenarios.calls.Answer;
import io.tollgate.scenarios.calls.Bodies;
import io.tollgate.scenarios.calls.Caller;
import io.tollgate.scenarios.stand.Stand;
import io.tollgate.scenarios.stand.Tenant;
import java.math.BigDecimal;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A tenant that calls a model of which each output token costs two cents.
 *
 * @param stand the cluster
 * @param tenant who calls
 * @param model what is called
 * @param servedTokens output tokens of all answers so far
 */
record Spender(Stand stand, Tenant tenant, String model, AtomicLong servedTokens) {

    /** What a million output tokens cost, in US dollars. */
    static final String PER_MILLION = "20000";

    private static final int TOKENS_OF_A_DOLLAR = 50;
    private static final int MOST_TOKENS = 2 * TOKENS_OF_A_DOLLAR;

    /** A request that costs exactly one dollar. */
    Answer spendADollar(int node) {
        return call(node, TOKENS_OF_A_DOLLAR);
    }

    /** A request that costs exactly two dollars. */
    Answer spendTwoDollars(int node) {
        return call(node, MOST_TOKENS);
    }

    /** A request that costs two cents. */
    Answer spendTwoCents(int node) {
        return call(node, 1);
    }

    /** What all answers have cost, in US dollars. */
    BigDecimal served() {
        return BigDecimal.valueOf(servedTokens.get())
                .multiply(new BigDecimal(PER_MILLION))
                .movePointLeft(6)
                .stripTrailingZeros();
    }

    private Answer call(int node, int outputTokens) {
        Answer answer = stand.caller(node, tenant)
                .post(
                        Caller.CHAT,
                        Bodies.chat("Go on.", MOST_TOKENS).replace(Bodies.CHAT_MODEL, model),
                        "x-simulator-output-tokens",
                        Integer.toString(outputTokens));
        if (answer.status() == 200) {
            servedTokens.addAndGet(outputTokens);
        }
        return answer;
    }
}
