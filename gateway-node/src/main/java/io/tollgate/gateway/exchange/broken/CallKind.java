package io.tollgate.gateway.exchange.broken;

import java.util.OptionalLong;

/**
 * Calls of which one says something of another.
 *
 * @param tenant empty for everybody's
 * @param deployment that was called
 * @param streamed whether a stream was asked for
 * @param left whether its caller has left: who leaves may do so from other calls than from those to whose end he stays
 * @param bound the magnitude of the output's bound: 0 without one, else 1 more than the position of its highest bit
 */
public record CallKind(String tenant, String deployment, boolean streamed, boolean left, int bound) {

    /** The kind of a call whose output may have so many tokens, and whose caller has not left. */
    public static CallKind of(String tenant, String deployment, boolean streamed, OptionalLong boundTokens) {
        int bound = boundTokens.isEmpty() ? 0 : Long.SIZE - Long.numberOfLeadingZeros(boundTokens.getAsLong()) + 1;
        return new CallKind(tenant, deployment, streamed, false, bound);
    }

    /** The same call, its caller having left or not. */
    public CallKind left(boolean has) {
        return has == left ? this : new CallKind(tenant, deployment, streamed, has, bound);
    }

    /** The same call as one of everybody's, whatever its bound and whoever has left. */
    CallKind ofEverybody() {
        return new CallKind("", deployment, streamed, false, 0);
    }
}
