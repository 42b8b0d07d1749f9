package io.tollgate.bench.ledger;

import java.util.stream.Stream;

/**
 * One contender with one number of limits.
 *
 * @param saturated as many as it can, over many accounts
 * @param hot as many as it can, on one account
 * @param paced at a rate that none of the contenders has trouble with, over many accounts
 */
public record Row(String contender, int limits, Run saturated, Run hot, Run paced) {

    long failed() {
        return saturated.sample().failed()
                + hot.sample().failed()
                + paced.sample().failed();
    }

    /** Why the first of the failed ones failed, else empty. */
    String firstFailure() {
        return Stream.of(saturated, paced, hot)
                .map(run -> run.sample().firstFailure())
                .filter(why -> !why.isEmpty())
                .findFirst()
                .orElse("");
    }
}
