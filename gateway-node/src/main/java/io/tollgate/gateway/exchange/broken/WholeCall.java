package io.tollgate.gateway.exchange.broken;

/**
 * A call that was read to its end, with the backend's own count.
 *
 * @param outputTokens hidden ones included
 * @param reasoningTokens those of them that are hidden, which come before all others
 * @param passedTokens what was counted of it as it passed
 * @param firstMillis from the call to the first content
 * @param wholeMillis from the call to the end
 * @param restTokens what of the output came after its caller had left; 0 when he stayed
 */
public record WholeCall(
        CallKind kind,
        long outputTokens,
        long reasoningTokens,
        long passedTokens,
        long firstMillis,
        long wholeMillis,
        long restTokens) {

    /** The same call as one whose caller had left when the backend had produced {@code tokens}. */
    WholeCall leftAt(long tokens) {
        return new WholeCall(
                kind.left(true),
                outputTokens,
                reasoningTokens,
                passedTokens,
                firstMillis,
                wholeMillis,
                Math.max(0, outputTokens - tokens));
    }
}
