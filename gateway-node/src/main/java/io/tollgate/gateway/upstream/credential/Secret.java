package io.tollgate.gateway.upstream.credential;

/**
 * What a backend is shown.
 *
 * @param value the key or the token
 * @param isToken whether it is a token, which is always sent as {@code Authorization: Bearer}
 */
public record Secret(String value, boolean isToken) {
    @Override
    public String toString() {
        return "Secret[hidden]";
    }
}
