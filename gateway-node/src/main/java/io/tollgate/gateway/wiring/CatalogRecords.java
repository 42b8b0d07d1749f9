package io.tollgate.gateway.wiring;

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
import io.tollgate.catalog.backend.BreakerPolicy;
import io.tollgate.catalog.backend.CapacityType;
import io.tollgate.catalog.backend.Connection;
import io.tollgate.catalog.backend.DeploymentCapacity;
import io.tollgate.catalog.backend.Handling;
import io.tollgate.catalog.backend.OnCancel;
import io.tollgate.catalog.budget.BudgetScope;
import io.tollgate.catalog.budget.BudgetStop;
import io.tollgate.catalog.routing.AttemptPolicy;
import io.tollgate.catalog.routing.Deadlines;
import io.tollgate.catalog.routing.Fallbacks;
import io.tollgate.catalog.routing.Hedging;
import io.tollgate.catalog.routing.Leaving;
import io.tollgate.catalog.routing.OnLeave;
import io.tollgate.catalog.routing.PinnedOrder;
import io.tollgate.catalog.routing.Strategy;

/** What the node reads from the published catalog by reflection. Usage events and bodies are read and written without. */
@RegisterForReflection(
        targets = {
            ApiKey.class,
            AttemptPolicy.class,
            BackendApi.class,
            BreakerPolicy.class,
            BudgetScope.class,
            BudgetStop.class,
            CapacityType.class,
            CatalogSnapshot.class,
            Connection.class,
            Connection.ClientCertificate.class,
            Deadlines.class,
            Deployment.class,
            DeploymentCapacity.class,
            DeploymentCapacity.Reserve.class,
            DeploymentCapacity.Share.class,
            DeploymentCapacity.Weights.class,
            Enforcement.class,
            Fallbacks.class,
            Handling.class,
            Hedging.class,
            Leaving.class,
            Limit.class,
            LimitKind.class,
            LimitPeriod.class,
            OnCancel.class,
            OnLeave.class,
            Operation.class,
            PinnedOrder.class,
            Price.class,
            Price.SpecialRates.class,
            PriorityClass.class,
            Product.class,
            Route.class,
            Strategy.class,
            Tenant.class,
            Tier.class,
            WhenUnavailable.class
        },
        classNames = "io.tollgate.catalog.codec.CatalogCodec$EarlierLimit")
final class CatalogRecords {

    private CatalogRecords() {}
}
