package io.tollgate.quota.explain;

import io.tollgate.catalog.ApiKey;
import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Price;
import io.tollgate.catalog.PriorityClass;
import io.tollgate.catalog.Product;
import io.tollgate.catalog.Route;
import io.tollgate.catalog.Tenant;
import io.tollgate.catalog.budget.Budget;
import io.tollgate.catalog.budget.BudgetStops;
import io.tollgate.catalog.rules.InvalidCatalogException;
import io.tollgate.quota.crud.Crud;
import io.tollgate.quota.store.RecordType;
import io.tollgate.quota.store.Rows;
import io.tollgate.quota.store.Stored;
import io.tollgate.quota.store.Tx;
import java.util.List;
import java.util.Optional;

/**
 * All of the catalog that bears on a request, at one version.
 *
 * @param route absent when no route has this name
 * @param deployments the route's, in order of preference
 * @param stops the budgets that are spent
 */
record Scene(
        Tenant tenant,
        Optional<Product> product,
        Optional<ApiKey> key,
        Optional<Route> route,
        List<Deployment> deployments,
        List<Price> prices,
        List<PriorityClass> classes,
        BudgetStops stops) {

    static Scene load(Tx tx, ExplainRequest request, String model) {
        Optional<ApiKey> key = Optional.ofNullable(request.key())
                .map(id -> Crud.existing(tx, RecordType.KEY, id).value());
        String tenantId = key.map(ApiKey::tenantId).orElse(request.tenant());
        if (tenantId == null) {
            throw new InvalidCatalogException("tenant", "is required, unless 'key' is given");
        }
        if (request.tenant() != null && !request.tenant().equals(tenantId)) {
            throw new InvalidCatalogException("key", "is not a key of tenant '" + request.tenant() + "'");
        }
        Tenant tenant = Crud.existing(tx, RecordType.TENANT, tenantId).value();
        Optional<Route> route = all(tx.routes()).stream()
                .filter(found -> found.model().equals(model) || found.aliases().contains(model))
                .findFirst();
        List<Deployment> deployments = route.stream()
                .flatMap(found -> found.deployments().stream())
                .flatMap(id -> tx.deployments().find(id).map(Stored::value).stream())
                .toList();
        return new Scene(
                tenant,
                tenant.product().flatMap(id -> tx.products().find(id)).map(Stored::value),
                key,
                route,
                deployments,
                all(tx.prices()),
                tx.priorityClasses().classes(),
                stops(tx));
    }

    private static BudgetStops stops(Tx tx) {
        return new BudgetStops(all(tx.budgets()).stream()
                .map(Budget::asStop)
                .flatMap(Optional::stream)
                .toList());
    }

    /** The class that the request would be in: the key's, else the tenant's, else the route's, else the usual one. */
    PriorityClass priority(Optional<String> asked) {
        int allowed = key.map(ApiKey::priority)
                .flatMap(this::rank)
                .or(() -> rank(tenant.priority()))
                .or(() -> route.flatMap(found -> rank(found.priority())))
                .or(() -> rank(Optional.of("standard")))
                .orElse(classes.size() / 2);
        return classes.get(Math.max(allowed, rank(asked).orElse(0)));
    }

    private Optional<Integer> rank(Optional<String> name) {
        return name.flatMap(wanted ->
                classes.stream().filter(one -> one.isNamed(wanted)).findFirst().map(classes::indexOf));
    }

    private static <T extends Record> List<T> all(Rows<T> rows) {
        return rows.all().stream().map(Stored::value).toList();
    }
}
