package io.tollgate.quota.store;

import io.tollgate.catalog.ApiKey;
import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Price;
import io.tollgate.catalog.Product;
import io.tollgate.catalog.Route;
import io.tollgate.catalog.Tenant;
import io.tollgate.catalog.budget.Budget;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * Where a type of record stands.
 *
 * @param table the table's name
 * @param noun the name for people
 * @param type the record's class
 * @param idOf the record's identifier
 * @param keeping of a wanted record and the one that stands, the wanted one with what documents have no say in
 */
public record RecordType<T extends Record>(
        String table, String noun, Class<T> type, Function<T, String> idOf, BinaryOperator<T> keeping) {

    public static final RecordType<Tenant> TENANT = new RecordType<>("tenant", "tenant", Tenant.class, Tenant::id);
    public static final RecordType<ApiKey> KEY = new RecordType<>("api_key", "key", ApiKey.class, ApiKey::id);
    public static final RecordType<Deployment> DEPLOYMENT =
            new RecordType<>("deployment", "deployment", Deployment.class, Deployment::id);
    public static final RecordType<Route> ROUTE =
            new RecordType<>("route", "route", Route.class, Route::model, Route::withOrderOf);
    public static final RecordType<Product> PRODUCT =
            new RecordType<>("product", "product", Product.class, Product::id);
    public static final RecordType<PriorityClasses> PRIORITY_CLASSES = new RecordType<>(
            "priority_classes", "priority-classes", PriorityClasses.class, classes -> PriorityClasses.ID);
    public static final RecordType<Price> PRICE = new RecordType<>("price", "price", Price.class, Price::id);
    public static final RecordType<Budget> BUDGET =
            new RecordType<>("budget", "budget", Budget.class, Budget::id, Budget::withStopOf);

    private RecordType(String table, String noun, Class<T> type, Function<T, String> idOf) {
        this(table, noun, type, idOf, (wanted, standing) -> wanted);
    }

    /** What a document's record becomes in place of the one that stands, if any does. */
    public T inPlaceOf(Optional<Stored<T>> standing, T wanted) {
        return standing.map(row -> keeping.apply(wanted, row.value())).orElse(wanted);
    }
}
