package io.tollgate.quota.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tollgate.catalog.Tenant;
import io.tollgate.catalog.rules.InvalidCatalogException;
import io.tollgate.quota.budgets.BudgetDocument;
import io.tollgate.quota.crud.Fields;
import io.tollgate.quota.crud.ResourceDocument;
import io.tollgate.quota.deployments.BackendGuard;
import io.tollgate.quota.deployments.DeploymentDocument;
import io.tollgate.quota.document.Difference.Section;
import io.tollgate.quota.document.Difference.Update;
import io.tollgate.quota.prices.PriceDocument;
import io.tollgate.quota.priorities.PriorityClassDocument;
import io.tollgate.quota.products.ProductDocument;
import io.tollgate.quota.routes.RouteDocument;
import io.tollgate.quota.store.RecordType;
import io.tollgate.quota.store.Stored;
import io.tollgate.quota.store.Tx;
import io.tollgate.quota.tenants.TenantDocument;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Makes the catalog equal to a document, section by section, and says what that takes. Thread-safe. */
@Singleton
public class Reconciler {

    private final ObjectMapper json;
    private final BackendGuard guard;

    public Reconciler(ObjectMapper json, BackendGuard guard) {
        this.json = json;
        this.guard = guard;
    }

    /** What is to be done; its parts run within one transaction. */
    public interface Plan {
        Difference apply(Tx tx);
    }

    /**
     * Reads the document. Faults show here, before a transaction begins.
     *
     * @throws InvalidCatalogException naming the field, for example {@code tenants[2].limits[0].burst}
     */
    public Plan plan(CatalogDocument document) {
        var tenants = wanted(document.tenants(), "tenants", RecordType.TENANT);
        var products = wanted(document.products(), "products", RecordType.PRODUCT);
        var classes =
                document.priorityClasses() == null ? null : PriorityClassDocument.toClasses(document.priorityClasses());
        var deployments = wanted(document.deployments(), "deployments", RecordType.DEPLOYMENT);
        var routes = wanted(document.routes(), "routes", RecordType.ROUTE);
        var prices = wanted(document.prices(), "prices", RecordType.PRICE);
        var budgets = wanted(document.budgets(), "budgets", RecordType.BUDGET);
        guard.requireAll(deployments == null ? List.of() : deployments, "deployments");
        return tx -> new Difference(
                0,
                false,
                false,
                section(tx, RecordType.TENANT, tenants, TenantDocument::of),
                section(tx, RecordType.PRODUCT, products, ProductDocument::of),
                classes == null ? null : PriorityChange.apply(tx, classes),
                section(tx, RecordType.DEPLOYMENT, deployments, DeploymentDocument::of),
                section(tx, RecordType.ROUTE, routes, RouteDocument::of),
                section(tx, RecordType.PRICE, prices, PriceDocument::of),
                section(tx, RecordType.BUDGET, budgets, BudgetDocument::configured));
    }

    private static <T extends Record, D extends ResourceDocument<T, D>> List<T> wanted(
            List<D> documents, String section, RecordType<T> type) {
        if (documents == null) {
            return null;
        }
        List<T> records = Fields.each(documents, section, ResourceDocument::toRecord);
        Set<String> seen = new HashSet<>();
        for (T record : records) {
            String id = type.idOf().apply(record);
            if (!seen.add(id)) {
                throw new InvalidCatalogException(section, "has '" + id + "' twice");
            }
        }
        return records;
    }

    private <T extends Record, D> Section section(
            Tx tx, RecordType<T> type, List<T> wanted, Function<T, D> toDocument) {
        if (wanted == null) {
            return null;
        }
        var rows = tx.rows(type);
        var created = new ArrayList<String>();
        var updated = new ArrayList<Update>();
        var named = new HashSet<String>();
        for (T record : wanted) {
            String id = type.idOf().apply(record);
            named.add(id);
            var known = rows.find(id);
            T now = rows.put(type.inPlaceOf(known, record)).value();
            if (known.isEmpty()) {
                created.add(id);
            } else if (!known.get().value().equals(now)) {
                updated.add(
                        new Update(id, differing(toDocument.apply(known.get().value()), toDocument.apply(now))));
            }
        }
        List<T> surplus = rows.all().stream()
                .map(Stored::value)
                .filter(record -> !named.contains(type.idOf().apply(record)))
                .toList();
        int unchanged = wanted.size() - created.size() - updated.size();
        return type.equals(RecordType.TENANT)
                ? new Section(created, updated, List.of(), disable(tx, surplus), unchanged)
                : new Section(created, updated, delete(tx, type, surplus), List.of(), unchanged);
    }

    private static List<String> disable(Tx tx, List<? extends Record> surplus) {
        return surplus.stream()
                .map(Tenant.class::cast)
                .filter(Tenant::enabled)
                .map(tenant ->
                        tx.tenants().put(tenant.withEnabled(false)).value().id())
                .toList();
    }

    private static <T extends Record> List<String> delete(Tx tx, RecordType<T> type, List<T> surplus) {
        List<String> ids = surplus.stream().map(type.idOf()).toList();
        ids.forEach(tx.rows(type)::delete);
        return ids;
    }

    private List<String> differing(Object before, Object after) {
        JsonNode left = json.valueToTree(before);
        JsonNode right = json.valueToTree(after);
        Set<String> names = new HashSet<>();
        left.fieldNames().forEachRemaining(names::add);
        right.fieldNames().forEachRemaining(names::add);
        return names.stream()
                .filter(name -> !left.path(name).equals(right.path(name)))
                .sorted()
                .toList();
    }
}
