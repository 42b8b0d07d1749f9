package io.tollgate.catalog;

import static io.tollgate.catalog.rules.InvalidCatalogException.require;

import io.tollgate.catalog.budget.BudgetStop;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that a gateway node holds in full, at one version. Tenants and keys are looked up
 * on demand, since there may be a million of them.
 *
 * @param version grows with every change of the catalog, of tenants and keys too; never reused
 * @param deployments by unique id
 * @param products by unique id
 * @param priorityClasses most urgent first, no name twice in any case of letters; the default ones when empty
 * @param prices the rate cards, for limits in money
 * @param routes every name and alias is unique, every deployment that a tier names exists
 * @param stops the budgets that are spent; some of them may be over
 */
public record CatalogSnapshot(
        long version,
        List<Deployment> deployments,
        List<Route> routes,
        List<Product> products,
        List<PriorityClass> priorityClasses,
        List<Price> prices,
        List<BudgetStop> stops) {

    /** Each class that a deployment reserves for is a debit of its own for all below it. */
    private static final int MOST_CLASSES = 10;

    public CatalogSnapshot {
        deployments = deployments == null ? List.of() : List.copyOf(deployments);
        routes = routes == null ? List.of() : List.copyOf(routes);
        products = products == null ? List.of() : List.copyOf(products);
        prices = prices == null ? List.of() : List.copyOf(prices);
        stops = stops == null ? List.of() : List.copyOf(stops);
        priorityClasses = priorityClasses == null || priorityClasses.isEmpty()
                ? PriorityClass.DEFAULT
                : List.copyOf(priorityClasses);
        require(priorityClasses.size() <= MOST_CLASSES, "priorityClasses", "must not be more than " + MOST_CLASSES);
        requireDistinctNames(priorityClasses);
        var deploymentsById = new HashMap<String, Deployment>();
        for (Deployment deployment : deployments) {
            require(
                    deploymentsById.put(deployment.id(), deployment) == null,
                    "deployments",
                    "has '" + deployment.id() + "' twice");
        }
        var names = new HashMap<String, Route>();
        for (Route route : routes) {
            requireNew(names, route.model(), route);
            route.aliases().forEach(alias -> requireNew(names, alias, route));
            route.tiers().forEach(tier -> tier.deployments()
                    .forEach(id -> require(
                            deploymentsById.containsKey(id),
                            "routes",
                            "'" + route.model() + "' names deployment '" + id + "', which does not exist")));
        }
        for (Route route : routes) {
            requireFallback(names, route, route.fallbacks().contextWindow());
            requireFallback(names, route, route.fallbacks().contentPolicy());
        }
    }

    /** No budget is spent. */
    public CatalogSnapshot(
            long version,
            List<Deployment> deployments,
            List<Route> routes,
            List<Product> products,
            List<PriorityClass> priorityClasses,
            List<Price> prices) {
        this(version, deployments, routes, products, priorityClasses, prices, List.of());
    }

    /** Deployments and routes alone. */
    public CatalogSnapshot(long version, List<Deployment> deployments, List<Route> routes) {
        this(version, deployments, routes, List.of(), List.of(), List.of());
    }

    /** The same with these budgets spent. */
    public CatalogSnapshot withStops(List<BudgetStop> spent) {
        return new CatalogSnapshot(version, deployments, routes, products, priorityClasses, prices, spent);
    }

    /** A catalog in which nothing is configured yet. */
    public static CatalogSnapshot empty() {
        return new CatalogSnapshot(0, List.of(), List.of());
    }

    private static void requireDistinctNames(List<PriorityClass> classes) {
        var names = new HashSet<String>();
        for (PriorityClass one : classes) {
            require(
                    names.add(one.name().toLowerCase(Locale.ROOT)),
                    "priorityClasses",
                    "uses the name '" + one.name() + "' twice");
            one.aliases()
                    .forEach(alias -> require(
                            names.add(alias.toLowerCase(Locale.ROOT)),
                            "priorityClasses",
                            "uses the name '" + alias + "' twice"));
        }
    }

    private static void requireFallback(Map<String, Route> names, Route route, Optional<String> fallback) {
        fallback.ifPresent(name -> require(
                names.containsKey(name) && !names.get(name).equals(route),
                "routes",
                "'" + route.model() + "' falls back to '" + name + "', which is no other route"));
    }

    private static void requireNew(Map<String, Route> names, String name, Route route) {
        require(names.put(name, route) == null, "routes", "uses the name '" + name + "' twice");
    }
}
