package io.tollgate.gateway.admission.waiting;

import java.util.function.Consumer;

/**
 * How a request would rather wait for a limit than be refused.
 *
 * @param mostMillis how long, 0 for not at all
 * @param rank of its priority class, 0 for the most urgent
 * @param whenCallerLeaves takes what is to be done, once, should the caller leave meanwhile
 */
public record Patience(long mostMillis, int rank, Consumer<Runnable> whenCallerLeaves) {

    /** Would rather be refused. */
    public static Patience none(int rank) {
        return new Patience(0, rank, left -> {});
    }
}
