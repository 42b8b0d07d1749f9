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
        return of(id, url, connection, credential, CapacityType.PAYG);
    }

    /** One of provisioned capacity, which nobody can reach. */
    public static Deployment ptu(String id) {
        return of(id, URI.create("http://localhost:1"), Connection.DEFAULT, "env:KEY", CapacityType.PTU);
    }

    private static Deployment of(String id, URI url, Connection connection, String credential, CapacityType capacity) {
        return new Deployment(
                id,
                url,
                BackendApi.AZURE_V1,
                Optional.empty(),
                "deployed",
                "gpt-4o",
                capacity,
                "test-region",
                credential,
                true,
                Optional.empty(),
                new Handling(Map.of(), connection, BreakerPolicy.DEFAULT, 0));
    }
}
