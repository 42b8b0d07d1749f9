package io.tollgate.bench.ingest;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * The end of what new rate cards set off in a consumer and its store. Reports asked for before it share the machine with
 * that.
 *
 * @param rerating whether the consumer is applying a change of cards
 * @param store what the store does meanwhile
 */
record Quiet(Patience patience, Rerating rerating, Patience.Look store) {

    /** The consumer asks for cards every second, and looks a second time some time after it has found others. */
    private static final Duration LONGEST_UNNOTICED = Duration.ofSeconds(30);

    private static final Duration LONGEST_WORK = Duration.ofMinutes(15);
    private static final Duration LASTING = Duration.ofSeconds(3);

    /** Whether it is under way. */
    @FunctionalInterface
    interface Rerating {
        boolean isUnderWay() throws IOException, InterruptedException;
    }

    /** Returns when the consumer has noticed the cards, just after these were written. @throws IOException when it does not */
    void awaitBeginning() throws IOException, InterruptedException {
        patience.await(
                LONGEST_UNNOTICED,
                () -> rerating.isUnderWay()
                        ? Optional.empty()
                        : Optional.of("the consumer has not noticed the new rate cards"));
    }

    /**
     * Returns when the consumer has done what there is to do, and nothing has worked for some seconds.
     *
     * @throws IOException when that takes too long, with what is still missing
     */
    void awaitEnd() throws IOException, InterruptedException {
        patience.await(
                LONGEST_WORK,
                LASTING,
                () -> rerating.isUnderWay()
                        ? Optional.of("the consumer is still applying the new rate cards")
                        : store.missing());
    }
}
