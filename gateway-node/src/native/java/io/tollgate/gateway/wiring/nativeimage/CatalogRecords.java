package io.tollgate.gateway.wiring.nativeimage;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tollgate.catalog.ApiKey;
import io.tollgate.catalog.CatalogSnapshot;
import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Enforcement;
import io.tollgate.catalog.Limit;
import io.tollgate.catalog.LimitKind;
import io.tollgate.catalog.LimitPeriod;
import io.tollgate.catalog.Operation;
import io.tollgate.catalog.Price;
import io.tollgate.catalog.PriorityClass;
import io.tollgate.catalog.Product;
import io.tollgate.catalog.Route;
import io.tollgate.catalog.Tenant;
import io.tollgate.catalog.Tier;
import io.tollgate.catalog.WhenUnavailable;
import io.tollgate.catalog.backend.BackendApi;
import io.tollgate.catalog.backend.CapacityType;
import io.tollgate.catalog.backend.DeploymentCapacity;

/** What the node reads from the published catalog by reflection. Usage events and bodies are read and written without. */
@RegisterForReflection(
        targets = {
            ApiKey.class,
            BackendApi.class,
            CapacityType.class,
            CatalogSnapshot.class,
            Deployment.class,
            DeploymentCapacity.class,
            DeploymentCapacity.Reserve.class,
            DeploymentCapacity.Share.class,
            DeploymentCapacity.Weights.class,
            Enforcement.class,
            Limit.class,
            LimitKind.class,
            LimitPeriod.class,
            Operation.class,
            Price.class,
            Price.SpecialRates.class,
            PriorityClass.class,
            Product.class,
            Route.class,
            Tenant.class,
            Tier.class,
            WhenUnavailable.class
        },
        classNames = "io.tollgate.catalog.codec.CatalogCodec$EarlierLimit")
final class CatalogRecords {

    private CatalogRecords() {}
}
