package io.tollgate.quota.store;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Route;
import io.tollgate.catalog.backend.DeploymentCapacity.Reserve;
import io.tollgate.catalog.rules.InvalidCatalogException;
import java.util.List;
import java.util.Optional;

/** Whoever names a priority class names one that exists. */
final class PriorityRules {

    private PriorityRules() {}

    static void check(Tx tx) {
        List<String> names = tx.priorityClasses().names();
        if (tx.hasChanged(RecordType.PRIORITY_CLASSES)) {
            checkAll(tx, names);
            return;
        }
        CatalogRules.changed(tx, RecordType.TENANT)
                .forEach(tenant -> require(names, tenant.priority(), "tenant '" + tenant.id() + "'"));
        CatalogRules.changed(tx, RecordType.KEY)
                .filter(key -> !key.revoked())
                .forEach(key -> require(names, key.priority(), "key '" + key.id() + "'"));
        CatalogRules.changed(tx, RecordType.ROUTE).forEach(route -> {
            require(names, route.priority(), "route '" + route.model() + "'");
            requireTiers(names, route);
        });
        CatalogRules.changed(tx, RecordType.DEPLOYMENT).forEach(deployment -> requireReserves(names, deployment));
    }

    private static void checkAll(Tx tx, List<String> names) {
        for (var type : List.of(RecordType.TENANT, RecordType.KEY, RecordType.ROUTE)) {
            tx.rows(type).textsOf("priority").stream()
                    .filter(used -> !names.contains(used))
                    .forEach(used -> {
                        throw new InvalidCatalogException(
                                "priorityClasses", "must keep '" + used + "', which a " + type.noun() + " names");
                    });
        }
        tx.deployments().all().forEach(row -> requireReserves(names, row.value()));
        tx.routes().all().forEach(row -> requireTiers(names, row.value()));
    }

    private static void requireTiers(List<String> names, Route route) {
        route.tiers().stream()
                .flatMap(tier -> tier.priorityClasses().stream())
                .filter(used -> !names.contains(used))
                .sorted()
                .forEach(used -> {
                    throw new InvalidCatalogException(
                            "tiers.priorityClasses",
                            "of route '" + route.model() + "' name priority class '" + used + "'; there are "
                                    + String.join(", ", names));
                });
    }

    private static void requireReserves(List<String> names, Deployment deployment) {
        deployment.limits().stream()
                .flatMap(limits -> limits.reserves().stream())
                .map(Reserve::priorityClass)
                .filter(used -> !names.contains(used))
                .forEach(used -> {
                    throw new InvalidCatalogException(
                            "limits.reserves",
                            "of deployment '" + deployment.id() + "' name priority class '" + used + "'; there are "
                                    + String.join(", ", names));
                });
    }

    private static void require(List<String> names, Optional<String> used, String whose) {
        used.filter(name -> !names.contains(name)).ifPresent(name -> {
            throw new InvalidCatalogException(
                    "priority", "of " + whose + " is '" + name + "'; there are " + String.join(", ", names));
        });
    }
}
