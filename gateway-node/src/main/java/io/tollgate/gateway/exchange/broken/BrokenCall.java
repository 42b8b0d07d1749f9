package io.tollgate.gateway.exchange.broken;

import io.tollgate.catalog.backend.OnCancel;

/**
 * What is known of a call whose backend has not said what it used, at one moment.
 *
 * @param onCancel what the backend does when such a call is given up
 * @param promptTokens estimated
 * @param expectedTokens what its output is thought to be as long as nothing is known of such calls
 * @param maxTokens what its output cannot exceed
 * @param passedTokens output that has come from the backend, counted
 * @param toldTokens all output so far where the backend says so on the way, 0 where it does not
 * @param waitedMillis from the call to the first content, or to this moment when there is none
 * @param flowedMillis since then, without pauses
 * @param pausedMillis how long nothing has been read of it, at the end, because the caller did not read
 */
public record BrokenCall(
        CallKind kind,
        OnCancel onCancel,
        long promptTokens,
        long expectedTokens,
        long maxTokens,
        long passedTokens,
        long toldTokens,
        long waitedMillis,
        long flowedMillis,
        long pausedMillis) {

    private static final long MIN_THOUGHT_MILLIS = 500;
    private static final long MIN_THOUGHT_TOKENS = 20;

    /** The same call as one whose caller has left. */
    BrokenCall byOneWhoLeft() {
        return new BrokenCall(
                kind.left(true),
                onCancel,
                promptTokens,
                expectedTokens,
                maxTokens,
                passedTokens,
                toldTokens,
                waitedMillis,
                flowedMillis,
                pausedMillis);
    }

    /** Whether its first content was long in coming, measured by how fast the others came. */
    boolean mayHaveThought() {
        long eachMillis = passedTokens == 0 ? 0 : flowedMillis / passedTokens;
        return waitedMillis > Math.max(MIN_THOUGHT_MILLIS, MIN_THOUGHT_TOKENS * eachMillis);
    }

    /** Whether the backend is thought to generate the rest of it for nobody, should it be given up. */
    boolean goesOn() {
        return onCancel == OnCancel.CONTINUES || !kind.streamed() && onCancel == OnCancel.UNKNOWN;
    }
}
