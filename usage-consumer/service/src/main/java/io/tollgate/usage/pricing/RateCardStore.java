package io.tollgate.usage.pricing;

import io.tollgate.catalog.Price;
import io.tollgate.usage.store.StoreUnavailableException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/** The copy of the rate cards that reports are priced with. Thread-safe. */
@Singleton
public final class RateCardStore {

    private static final String INSERT = """
            INSERT INTO usage.rate_card (price_id, model, deployment, effective_from, currency, input_rate,
              cached_input_rate, output_rate, reasoning_rate, audio_input_rate, audio_output_rate, image_input_rate)
            SELECT id, model, deployment, effective_from::timestamptz, currency, input, cached, output, output, input,
              output, input
            FROM (VALUES (?, ?, ?, ?, ?, ?::int8, ?::int8, ?::int8))
              AS card(id, model, deployment, effective_from, currency, input, cached, output)""";

    private final DataSource source;

    RateCardStore(DataSource source) {
        this.source = source;
    }

    /**
     * Makes {@code cards} the ones that apply, all at once: a report sees the old ones or the new ones.
     *
     * @throws StoreUnavailableException when the store did not answer
     */
    public void replace(List<Price> cards) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement clear = connection.createStatement();
                    PreparedStatement insert = connection.prepareStatement(INSERT)) {
                clear.execute("LOCK TABLE usage.rate_card IN SHARE ROW EXCLUSIVE MODE");
                clear.execute("DELETE FROM usage.rate_card");
                for (Price card : cards) {
                    bind(insert, card);
                    insert.addBatch();
                }
                insert.executeBatch();
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new StoreUnavailableException("writing rate cards", e);
        }
    }

    private static void bind(PreparedStatement insert, Price card) throws SQLException {
        insert.setString(1, card.id());
        insert.setString(2, card.model());
        insert.setString(3, card.deployment().orElse(null));
        insert.setString(4, card.effectiveFrom().toString());
        insert.setString(5, card.currency());
        insert.setLong(6, card.inputNanosPerMillion());
        insert.setLong(7, card.cachedInputNanosPerMillion());
        insert.setLong(8, card.outputNanosPerMillion());
    }
}
