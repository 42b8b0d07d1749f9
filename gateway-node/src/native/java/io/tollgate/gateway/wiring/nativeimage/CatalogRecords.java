package io.tollgate.gateway.wiring.nativeimage;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tollgate.catalog.ApiKey;
import io.tollgate.catalog.backend.BackendApi;
import io.tollgate.catalog.backend.CapacityType;
import io.tollgate.catalog.CatalogSnapshot;
import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Limit;
import io.tollgate.catalog.LimitKind;
import io.tollgate.catalog.Operation;
import io.tollgate.catalog.Route;
import io.tollgate.catalog.Tenant;
import io.tollgate.catalog.Tier;

/** What the node reads from the published catalog by reflection. Usage events and bodies are read and written without. */
@RegisterForReflection(
        targets = {
            ApiKey.class,
            BackendApi.class,
            CapacityType.class,
            CatalogSnapshot.class,
            Deployment.class,
            Limit.class,
            LimitKind.class,
            Operation.class,
            Route.class,
            Tenant.class,
            Tier.class
        })
final class CatalogRecords {

    private CatalogRecords() {}
}
