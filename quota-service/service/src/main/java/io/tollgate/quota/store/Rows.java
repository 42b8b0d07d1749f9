package io.tollgate.quota.store;

import io.tollgate.catalog.codec.CatalogCodec;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The records of one type within a transaction. Confined to the thread of the transaction. */
public final class Rows<T extends Record> {

    private static final int FETCH_ROWS = 500;
    private static final String COLUMNS = "select body, version, deleted from catalog.";

    private final Tx tx;
    private final RecordType<T> type;
    private final CatalogCodec codec;

    Rows(Tx tx, RecordType<T> type, CatalogCodec codec) {
        this.tx = tx;
        this.type = type;
        this.codec = codec;
    }

    /** The record, unless it does not exist or is deleted. */
    public Optional<Stored<T>> find(String id) {
        return findAny(id).filter(row -> !row.deleted());
    }

    /** The record, also when it is deleted. */
    public Optional<Stored<T>> findAny(String id) {
        return select("where id = ?", id).stream().findFirst();
    }

    /** Every record that is not deleted, by id. */
    public List<Stored<T>> all() {
        return select("where not deleted order by id");
    }

    /** At most {@code most} records with an id greater than {@code after}, by id. */
    public List<Stored<T>> page(String after, int most) {
        return select("where not deleted and id > ? order by id limit ?", after, most);
    }

    /** At most {@code most} of a tenant's records with an id greater than {@code after}, by id. For keys only. */
    public List<Stored<T>> pageOfTenant(String tenantId, String after, int most) {
        return select("where not deleted and tenant_id = ? and id > ? order by id limit ?", tenantId, after, most);
    }

    /** Whether a record has this hash, deleted ones included. For keys only. */
    public boolean hasHash(String hash) {
        return !select("where hash = ?", hash).isEmpty();
    }

    /** One of the records that have this text in this member of theirs. */
    public Optional<Stored<T>> firstWith(String member, String text) {
        return select("where not deleted and body ->> '" + member + "' = ? order by id limit 1", text).stream()
                .findFirst();
    }

    /** One of the tenants of a product that are not disabled. For tenants only. */
    Optional<Stored<T>> firstEnabledOf(String product) {
        return select(
                        "where not deleted and body ->> 'product' = ? and (body ->> 'enabled')::boolean"
                                + " order by id limit 1",
                        product)
                .stream()
                .findFirst();
    }

    /** What the records have in this member, each once, without those that have nothing. */
    Set<String> textsOf(String member) {
        String text = "body ->> '" + member + "'";
        return tx.run(
                "select distinct " + text + " from catalog." + type.table() + " where not deleted and " + text
                        + " is not null",
                statement -> {
                    var found = new TreeSet<String>();
                    try (var rows = statement.executeQuery()) {
                        while (rows.next()) {
                            found.add(rows.getString(1));
                        }
                    }
                    return found;
                });
    }

    /** Hands over every record, deleted ones included, whose last change is after {@code version}; never all at once. */
    public void eachChangedSince(long version, Consumer<Stored<T>> consumer) {
        tx.run(
                COLUMNS + type.table() + " where version > ? order by id",
                statement -> {
                    statement.setFetchSize(FETCH_ROWS);
                    try (var rows = statement.executeQuery()) {
                        while (rows.next()) {
                            consumer.accept(read(rows));
                        }
                    }
                    return null;
                },
                version);
    }

    /** Writes the record unless an equal one stands. Returns it as it stands now. */
    public Stored<T> put(T value) {
        var known = find(type.idOf().apply(value));
        if (known.isPresent() && known.get().value().equals(value)) {
            return known.get();
        }
        write(value, false);
        return new Stored<>(value, tx.version(), false);
    }

    /** Deletes the record. Returns whether it was there. */
    public boolean delete(String id) {
        var known = find(id);
        known.ifPresent(row -> write(row.value(), true));
        return known.isPresent();
    }

    private void write(T value, boolean deleted) {
        tx.changing(type, new Stored<>(value, tx.version(), deleted));
        tx.run(
                "insert into catalog." + type.table() + " (id, body, version, deleted) values (?, ?::jsonb, ?, ?)"
                        + " on conflict (id) do update set body = excluded.body, version = excluded.version,"
                        + " deleted = excluded.deleted",
                PreparedStatement::executeUpdate,
                type.idOf().apply(value),
                codec.write(value),
                tx.version(),
                deleted);
    }

    private List<Stored<T>> select(String where, Object... arguments) {
        return tx.run(
                COLUMNS + type.table() + " " + where,
                statement -> {
                    var found = new ArrayList<Stored<T>>();
                    try (var rows = statement.executeQuery()) {
                        while (rows.next()) {
                            found.add(read(rows));
                        }
                    }
                    return found;
                },
                arguments);
    }

    private Stored<T> read(ResultSet row) throws SQLException {
        return new Stored<>(codec.read(row.getString(1), type.type()), row.getLong(2), row.getBoolean(3));
    }
}
