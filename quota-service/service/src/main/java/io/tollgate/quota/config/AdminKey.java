package io.tollgate.quota.config;

import java.util.Optional;

/**
 * The administrator's key; empty means that nobody is let in. Never shown.
 *
 * @param value the key
 */
public record AdminKey(Optional<String> value) {

    @Override
    public String toString() {
        return "AdminKey[" + (value.isPresent() ? "set" : "missing") + "]";
    }
}
