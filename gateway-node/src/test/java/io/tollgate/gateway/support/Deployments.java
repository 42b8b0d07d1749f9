package io.tollgate.gateway.support;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.backend.BackendApi;
import io.tollgate.catalog.backend.BreakerPolicy;
import io.tollgate.catalog.backend.CapacityType;
import io.tollgate.catalog.backend.Connection;
import io.tollgate.catalog.backend.Handling;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Deployments for tests. */
public final class Deployments {

    private Deployments() {}

    /** One that is reached like this. */
    public static Deployment at(String id, URI url, Connection connection) {
        return at(id, url, connection, "env:KEY");
    }

    public static Deployment at(String id, URI url, Connection connection, String credential) {
        return new Deployment(
                id,
                url,
                BackendApi.AZURE_V1,
                Optional.empty(),
                "deployed",
                "gpt-4o",
                CapacityType.PAYG,
                "test-region",
                credential,
                true,
                Optional.empty(),
                new Handling(Map.of(), connection, BreakerPolicy.DEFAULT, 0));
    }
}
