package io.tollgate.gateway.support;

import io.tollgate.catalog.ApiKey;
import io.tollgate.catalog.Limit;
import io.tollgate.catalog.Tenant;
import io.tollgate.catalog.codec.KeyHash;
import io.tollgate.gateway.model.Caller;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Callers for tests. */
public final class Callers {

    private Callers() {}

    public static Caller limited(List<Limit> ofTenant, List<Limit> ofKey) {
        return new Caller(
                new Tenant("acme", "Acme", "cc-1", true, Set.of(), ofTenant),
                new ApiKey(
                        "web", "acme", "shop", KeyHash.of("secret"), false, Optional.empty(), ofKey, Optional.empty()));
    }

    public static Caller unlimited() {
        return limited(List.of(), List.of());
    }
}
