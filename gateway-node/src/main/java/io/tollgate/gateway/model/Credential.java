package io.tollgate.gateway.model;

/**
 * What the caller presented. Never shown.
 *
 * @param secret the key as sent
 */
public record Credential(String secret) {

    @Override
    public String toString() {
        return "Credential[hidden]";
    }
}
