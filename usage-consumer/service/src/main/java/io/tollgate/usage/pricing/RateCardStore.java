package io.tollgate.usage.pricing;

import io.tollgate.catalog.Price;
import io.tollgate.usage.store.StoreUnavailableException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/** Versions of rate cards: what has been a card stays, and can be withdrawn. Thread-safe. */
@Singleton
public final class RateCardStore {

    private static final String WITHDRAW =
            "UPDATE usage.rate_card SET withdrawn_at = clock_timestamp() WHERE card_id = ANY (?)";
    private static final String VERSION =
            "SELECT coalesce(max(card_id), 0), count(*) FILTER (WHERE withdrawn_at IS NOT NULL) FROM usage.rate_card";

    private final DataSource source;

    RateCardStore(DataSource source) {
        this.source = source;
    }

    /**
     * What tells one state of the cards from another.
     *
     * @param lastCard the highest id
     * @param withdrawn how many are withdrawn
     */
    record Version(long lastCard, long withdrawn) {
        static final Version NONE = new Version(-1, -1);
    }

    /**
     * The cards in force, as the connection's transaction sees them.
     *
     * @throws SQLException when the store did not answer
     */
    public static CardSet load(Connection connection) throws SQLException {
        Map<Long, Price> cards = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(CardRow.SELECT_IN_FORCE);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                cards.put(rows.getLong(1), CardRow.price(rows));
            }
        }
        return new CardSet(cards);
    }

    CardSet load() {
        try (Connection connection = source.getConnection()) {
            return load(connection);
        } catch (SQLException e) {
            throw new StoreUnavailableException("reading rate cards", e);
        }
    }

    Version version() {
        try (Connection connection = source.getConnection();
                PreparedStatement query = connection.prepareStatement(VERSION);
                ResultSet rows = query.executeQuery()) {
            rows.next();
            return new Version(rows.getLong(1), rows.getLong(2));
        } catch (SQLException e) {
            throw new StoreUnavailableException("reading rate cards", e);
        }
    }

    /** Makes {@code wanted} the cards in force; those that are already stay. */
    static void replace(Connection connection, List<Price> wanted) throws SQLException {
        Set<Price> missing = new HashSet<>(wanted);
        List<Long> surplus = new ArrayList<>();
        load(connection).byCardId().forEach((id, price) -> {
            if (!missing.remove(price)) {
                surplus.add(id);
            }
        });
        if (!surplus.isEmpty()) {
            try (PreparedStatement withdraw = connection.prepareStatement(WITHDRAW)) {
                withdraw.setArray(1, connection.createArrayOf("int8", surplus.toArray()));
                withdraw.executeUpdate();
            }
        }
        try (PreparedStatement insert = connection.prepareStatement(CardRow.INSERT)) {
            for (Price card : wanted) {
                if (missing.contains(card)) {
                    CardRow.bind(insert, card);
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }
}
