package io.tollgate.gateway.admission;

/**
 * How many tokens to reserve.
 *
 * @param tokens what the request is expected to use
 * @param guessed whether the output part is a guess of ours rather than the request's own bound; a guess alone never
 *     keeps a request out, so it is cut to what the bucket holds
 */
public record ReservationAmount(long tokens, boolean guessed) {

    long within(long capacity) {
        return guessed ? Math.min(tokens, capacity) : tokens;
    }
}
