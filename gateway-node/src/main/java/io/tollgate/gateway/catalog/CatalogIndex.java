package io.tollgate.gateway.catalog;

import io.tollgate.catalog.CatalogSnapshot;
import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Price;
import io.tollgate.catalog.PriorityClass;
import io.tollgate.catalog.Product;
import io.tollgate.catalog.Route;
import io.tollgate.catalog.Tenant;
import io.tollgate.catalog.budget.BudgetStop;
import io.tollgate.catalog.budget.BudgetStops;
import io.tollgate.catalog.pricing.PriceList;
import io.tollgate.catalog.pricing.Priced;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A snapshot, ready to be asked by name. Immutable. */
public final class CatalogIndex {

    private final CatalogSnapshot snapshot;
    private final Map<String, Route> routesByName = new HashMap<>();
    private final Map<String, Deployment> deploymentsById = new HashMap<>();
    private final Map<String, Product> productsById = new HashMap<>();
    private final PriceList prices;
    private final BudgetStops stops;

    public CatalogIndex(CatalogSnapshot snapshot) {
        this.snapshot = snapshot;
        this.stops = new BudgetStops(snapshot.stops());
        for (Route route : snapshot.routes()) {
            routesByName.put(route.model(), route);
            route.aliases().forEach(alias -> routesByName.put(alias, route));
        }
        snapshot.deployments().forEach(deployment -> deploymentsById.put(deployment.id(), deployment));
        snapshot.products().forEach(product -> productsById.put(product.id(), product));
        prices = new PriceList(snapshot.prices());
    }

    public long version() {
        return snapshot.version();
    }

    /** The route of this name or alias. */
    public Optional<Route> route(String name) {
        return Optional.ofNullable(routesByName.get(name));
    }

    public Optional<Product> product(String id) {
        return Optional.ofNullable(productsById.get(id));
    }

    /** The budget because of which the tenant is refused at {@code at}, if any; of several, the one that stays spent longest. */
    public Optional<BudgetStop> spentBudget(Tenant tenant, Instant at) {
        return stops.holding(tenant, at);
    }

    /** Most urgent first. */
    public List<PriorityClass> priorityClasses() {
        return snapshot.priorityClasses();
    }

    /** The rate card by which {@code tenant} pays for what the deployment serves; an empty name is nobody in particular. */
    public Optional<Price> price(Deployment deployment, String tenant, Instant at) {
        return prices.find(Priced.of(deployment, tenant), at);
    }

    public List<Deployment> deployments() {
        return snapshot.deployments();
    }

    public List<Route> routes() {
        return snapshot.routes();
    }

    /** The deployment, which a route of the same snapshot names and which therefore exists. */
    public Deployment deployment(String id) {
        return deploymentsById.get(id);
    }

    /** Whether there is a deployment with this id. */
    public boolean hasDeployment(String id) {
        return deploymentsById.containsKey(id);
    }

    /** Whether a deployment has this credential reference. */
    public boolean namesCredential(String reference) {
        return deploymentsById.values().stream()
                .anyMatch(deployment -> deployment.credential().equals(reference));
    }
}
