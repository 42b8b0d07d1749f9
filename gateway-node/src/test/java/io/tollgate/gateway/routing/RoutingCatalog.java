package io.tollgate.gateway.routing;

import io.tollgate.catalog.CatalogSnapshot;
import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Price;
import io.tollgate.catalog.PriorityClass;
import io.tollgate.catalog.Route;
import io.tollgate.catalog.Tier;
import io.tollgate.catalog.backend.BackendApi;
import io.tollgate.catalog.backend.BreakerPolicy;
import io.tollgate.catalog.backend.CapacityType;
import io.tollgate.catalog.backend.Connection;
import io.tollgate.catalog.backend.Handling;
import io.tollgate.catalog.routing.AttemptPolicy;
import io.tollgate.catalog.routing.Deadlines;
import io.tollgate.catalog.routing.Hedging;
import io.tollgate.catalog.routing.Strategy;
import io.tollgate.gateway.catalog.CatalogIndex;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Catalogs with little in them but what routing reads. */
public final class RoutingCatalog {

    private RoutingCatalog() {}

    public static Deployment deployment(String id) {
        return deployment(id, BreakerPolicy.DEFAULT);
    }

    public static Deployment deployment(String id, BreakerPolicy policy) {
        return new Deployment(
                id,
                URI.create("http://localhost:1"),
                BackendApi.AZURE_V1,
                Optional.empty(),
                "gpt-4o",
                "gpt-4o",
                CapacityType.PAYG,
                "local",
                "env:KEY",
                true,
                Optional.empty(),
                new Handling(Map.of(), Connection.DEFAULT, policy, 0));
    }

    public static Deployment disabled(Deployment deployment) {
        return new Deployment(
                deployment.id(),
                deployment.url(),
                deployment.api(),
                deployment.apiVersion(),
                deployment.deployedModel(),
                deployment.model(),
                deployment.capacity(),
                deployment.region(),
                deployment.credential(),
                false,
                deployment.limits(),
                deployment.handling());
    }

    public static Route route(Tier... tiers) {
        return new Route("gpt-4o", Set.of(), Set.of(), 16_384, List.of(tiers));
    }

    public static Route route(int retryPercent, Optional<Hedging> hedging, Tier... tiers) {
        Route plain = route(tiers);
        return new Route(
                plain.model(),
                plain.aliases(),
                plain.operations(),
                plain.maxOutputTokens(),
                plain.tiers(),
                plain.priority(),
                new AttemptPolicy(6, retryPercent, Deadlines.DEFAULT, hedging),
                plain.fallbacks(),
                plain.order());
    }

    public static Tier tier(Strategy strategy, String... deployments) {
        return new Tier(List.of(deployments), strategy, Map.of(), Set.of());
    }

    public static CatalogSnapshot snapshot(Route route, Deployment... deployments) {
        return new CatalogSnapshot(1, List.of(deployments), List.of(route));
    }

    public static CatalogSnapshot snapshot(Route route, String... deployments) {
        return snapshot(
                route,
                Arrays.stream(deployments).map(RoutingCatalog::deployment).toArray(Deployment[]::new));
    }

    public static CatalogIndex priced(Route route, List<Price> prices, String... deployments) {
        return new CatalogIndex(new CatalogSnapshot(
                1,
                Arrays.stream(deployments).map(RoutingCatalog::deployment).toList(),
                List.of(route),
                List.of(),
                PriorityClass.DEFAULT,
                prices));
    }
}
