package io.tollgate.gateway.capacity;

/** The answer to "has this deployment room for this attempt?". */
public sealed interface Claim {

    /** Nobody knows: the deployment's room is not counted. */
    Claim UNCOUNTED = new Room(Hold.UNCOUNTED);

    /** It has, or nobody knows: the attempt may be made. */
    record Room(Hold hold) implements Claim {}

    /**
     * It has not; nothing was taken.
     *
     * @param retryAfterMillis when the same attempt would find room, 1 or more
     */
    record Full(long retryAfterMillis) implements Claim {}
}
