package io.tollgate.quota.store;

import io.tollgate.catalog.Price;
import io.tollgate.catalog.Tenant;
import io.tollgate.catalog.budget.BudgetScope;
import io.tollgate.catalog.rules.InvalidCatalogException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Optional;
import java.util.stream.Stream;

/** What must hold between records, checked at the end of every change. */
final class CatalogRules {

    private CatalogRules() {}

    static void check(Tx tx) {
        if (Stream.of(RecordType.DEPLOYMENT, RecordType.ROUTE, RecordType.PRODUCT, RecordType.PRIORITY_CLASSES)
                .anyMatch(tx::hasChanged)) {
            tx.snapshot();
        }
        if (tx.hasChanged(RecordType.PRICE)) {
            requireOnePricePerInstant(tx);
        }
        requireProducts(tx);
        requireShares(tx);
        requireTargets(tx);
        PriorityRules.check(tx);
    }

    private static void requireProducts(Tx tx) {
        changed(tx, RecordType.TENANT).filter(Tenant::enabled).forEach(tenant -> tenant.product()
                .filter(product -> tx.products().find(product).isEmpty())
                .ifPresent(product -> {
                    throw new InvalidCatalogException(
                            "product", "of tenant '" + tenant.id() + "' is '" + product + "', which does not exist");
                }));
        tx.changedOf(RecordType.PRODUCT).stream()
                .filter(Stored::deleted)
                .filter(row -> tx.products().find(row.value().id()).isEmpty())
                .forEach(row -> tx.tenants().firstEnabledOf(row.value().id()).ifPresent(tenant -> {
                    throw new InvalidCatalogException(
                            "products",
                            "must keep '" + row.value().id() + "' while tenant '"
                                    + tenant.value().id() + "' is of it");
                }));
    }

    private static void requireShares(Tx tx) {
        changed(tx, RecordType.DEPLOYMENT).forEach(deployment -> deployment.limits().stream()
                .flatMap(limits -> limits.shares().stream())
                .filter(share -> tx.tenants().find(share.tenant()).isEmpty())
                .forEach(share -> {
                    throw new InvalidCatalogException(
                            "limits.shares",
                            "of deployment '" + deployment.id() + "' name tenant '" + share.tenant()
                                    + "', which does not exist");
                }));
    }

    /** A cost centre is whatever tenants name. A budget that is stopped has had its target for as long as that. */
    private static void requireTargets(Tx tx) {
        changed(tx, RecordType.BUDGET).filter(budget -> budget.stop().isEmpty()).forEach(budget -> {
            String target = budget.target();
            boolean exists = budget.scope() == BudgetScope.COST_CENTRE
                    || (budget.scope() == BudgetScope.TENANT
                            ? tx.tenants().find(target).isPresent()
                            : tx.products().find(target).isPresent());
            if (!exists) {
                throw new InvalidCatalogException(
                        "target",
                        "of budget '" + budget.id() + "' is the "
                                + budget.scope().wireName() + " '" + target + "', which does not exist");
            }
        });
    }

    /** What was written and is there. */
    static <T extends Record> Stream<T> changed(Tx tx, RecordType<T> type) {
        return tx.changedOf(type).stream().filter(row -> !row.deleted()).map(Stored::value);
    }

    private static void requireOnePricePerInstant(Tx tx) {
        var seen = new HashMap<PricedFrom, String>();
        for (Stored<Price> row : tx.prices().all()) {
            Price price = row.value();
            String other = seen.put(PricedFrom.of(price), price.id());
            if (other != null) {
                throw new InvalidCatalogException(
                        "effectiveFrom",
                        "of price '" + price.id() + "' is that of price '" + other
                                + "' for the same model, deployment, region and tenant; only one of them can apply");
            }
        }
    }

    private record PricedFrom(
            String model,
            Optional<String> deployment,
            Optional<String> region,
            Optional<String> tenant,
            Instant effectiveFrom) {

        static PricedFrom of(Price price) {
            return new PricedFrom(
                    price.model(), price.deployment(), price.region(), price.tenant(), price.effectiveFrom());
        }
    }
}
