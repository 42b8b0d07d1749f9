package io.tollgate.gateway.upstream.credential;

/**
 * An access token.
 *
 * @param secret the token itself
 * @param expiresAtMillis by the wall clock
 * @param renewAtMillis when it is time to get the next one
 */
record Token(Secret secret, long expiresAtMillis, long renewAtMillis) {

    /** A backend's clock may be ahead, and a call takes its time. */
    private static final long MARGIN_MILLIS = 30_000;

    boolean isValidAt(long nowMillis) {
        return nowMillis < expiresAtMillis - MARGIN_MILLIS;
    }
}
