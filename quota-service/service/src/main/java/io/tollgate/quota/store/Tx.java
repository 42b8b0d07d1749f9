package io.tollgate.quota.store;

import io.tollgate.catalog.ApiKey;
import io.tollgate.catalog.CatalogSnapshot;
import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Price;
import io.tollgate.catalog.Route;
import io.tollgate.catalog.Tenant;
import io.tollgate.catalog.codec.CatalogCodec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/** One transaction on the catalog. Confined to its thread. */
public final class Tx {

    private final Connection connection;
    private final CatalogCodec codec;
    private final long version;
    private final Set<RecordType<?>> changed = new HashSet<>();

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

    public Rows<Price> prices() {
        return rows(RecordType.PRICE);
    }

    /**
     * Routes and deployments at this version.
     *
     * @throws io.tollgate.catalog.rules.InvalidCatalogException when they contradict each other
     */
    public CatalogSnapshot snapshot() {
        return new CatalogSnapshot(
                version,
                deployments().all().stream().map(Stored::value).toList(),
                routes().all().stream().map(Stored::value).toList());
    }

    void changing(RecordType<?> type) {
        changed.add(type);
    }

    boolean hasChanges() {
        return !changed.isEmpty();
    }

    boolean hasChanged(RecordType<?> type) {
        return changed.contains(type);
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
