package io.tollgate.quota.store;

import io.tollgate.catalog.ApiKey;
import io.tollgate.catalog.CatalogSnapshot;
import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Price;
import io.tollgate.catalog.Product;
import io.tollgate.catalog.Route;
import io.tollgate.catalog.Tenant;
import io.tollgate.catalog.budget.Budget;
import io.tollgate.catalog.codec.CatalogCodec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One transaction on the catalog. Confined to its thread. */
public final class Tx {

    private final Connection connection;
    private final CatalogCodec codec;
    private final long version;
    private final Map<RecordType<?>, List<Stored<?>>> changed = new HashMap<>();

    Tx(Connection connection, CatalogCodec codec, long version) {
        this.connection = connection;
        this.codec = codec;
        this.version = version;
    }

    /** The catalog's version as this transaction sees it; in a change, the new one. */
    public long version() {
        return version;
    }

    /** The records of this type. */
    public <T extends Record> Rows<T> rows(RecordType<T> type) {
        return new Rows<>(this, type, codec);
    }

    public Rows<Tenant> tenants() {
        return rows(RecordType.TENANT);
    }

    public Rows<ApiKey> keys() {
        return rows(RecordType.KEY);
    }

    public Rows<Deployment> deployments() {
        return rows(RecordType.DEPLOYMENT);
    }

    public Rows<Route> routes() {
        return rows(RecordType.ROUTE);
    }

    public Rows<Product> products() {
        return rows(RecordType.PRODUCT);
    }

    /** As configured, or the default ones. */
    public PriorityClasses priorityClasses() {
        return rows(RecordType.PRIORITY_CLASSES)
                .find(PriorityClasses.ID)
                .map(Stored::value)
                .orElseGet(PriorityClasses::usual);
    }

    public Rows<Price> prices() {
        return rows(RecordType.PRICE);
    }

    public Rows<Budget> budgets() {
        return rows(RecordType.BUDGET);
    }

    /**
     * What every node holds in full, at this version.
     *
     * @throws io.tollgate.catalog.rules.InvalidCatalogException when they contradict each other
     */
    public CatalogSnapshot snapshot() {
        return new CatalogSnapshot(
                        version,
                        values(deployments()),
                        values(routes()),
                        values(products()),
                        priorityClasses().classes(),
                        values(prices()))
                .withStops(values(budgets()).stream()
                        .flatMap(budget -> budget.asStop().stream())
                        .toList());
    }

    private static <T extends Record> List<T> values(Rows<T> rows) {
        return rows.all().stream().map(Stored::value).toList();
    }

    <T extends Record> void changing(RecordType<T> type, Stored<T> record) {
        changed.computeIfAbsent(type, key -> new ArrayList<>()).add(record);
    }

    boolean hasChanges() {
        return !changed.isEmpty();
    }

    boolean hasChanged(RecordType<?> type) {
        return changed.containsKey(type);
    }

    /** What was written in this transaction, deletions included. */
    @SuppressWarnings("unchecked") // changing() puts records of the type there
    <T extends Record> List<Stored<T>> changedOf(RecordType<T> type) {
        return (List<Stored<T>>) (List<?>) changed.getOrDefault(type, List.of());
    }

    <R> R run(String sql, Work<R> work, Object... arguments) {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            return work.on(statement);
        } catch (SQLException e) {
            throw new StoreUnavailableException(e);
        }
    }

    /** What to do with a statement whose parameters are set. */
    interface Work<R> {
        R on(PreparedStatement statement) throws SQLException;
    }
}
