package io.tollgate.usage.pricing;

import io.tollgate.catalog.Price;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;

/** A card as a row of {@code usage.rate_card}. */
final class CardRow {

    private static final String COLUMNS = "price_id, model, deployment, region, tenant, effective_from, currency,"
            + " input_rate, cached_input_rate, output_rate, reasoning_rate, audio_input_rate, image_input_rate,"
            + " audio_output_rate, per_call, per_hour, discount_ppm";

    static final String SELECT_IN_FORCE =
            "SELECT card_id, " + COLUMNS + " FROM usage.rate_card WHERE withdrawn_at IS NULL";
    static final String INSERT =
            "INSERT INTO usage.rate_card (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private CardRow() {}

    static void bind(PreparedStatement insert, Price card) throws SQLException {
        insert.setString(1, card.id());
        insert.setString(2, card.model());
        insert.setString(3, card.deployment().orElse(null));
        insert.setString(4, card.region().orElse(null));
        insert.setString(5, card.tenant().orElse(null));
        insert.setObject(6, card.effectiveFrom().atOffset(ZoneOffset.UTC));
        insert.setString(7, card.currency());
        insert.setLong(8, card.inputNanosPerMillion());
        insert.setLong(9, card.cachedInputNanosPerMillion());
        insert.setLong(10, card.outputNanosPerMillion());
        insert.setLong(11, card.special().reasoningNanosPerMillion());
        insert.setLong(12, card.special().audioInputNanosPerMillion());
        insert.setLong(13, card.special().imageInputNanosPerMillion());
        insert.setLong(14, card.special().audioOutputNanosPerMillion());
        insert.setLong(15, card.perCallNanos());
        if (card.perHourNanos().isPresent()) {
            insert.setLong(16, card.perHourNanos().getAsLong());
        } else {
            insert.setNull(16, Types.BIGINT);
        }
        insert.setInt(17, card.discountPpm());
    }

    static Price price(ResultSet row) throws SQLException {
        return new Price(
                row.getString("price_id"),
                row.getString("model"),
                Optional.ofNullable(row.getString("deployment")),
                row.getObject("effective_from", OffsetDateTime.class).toInstant(),
                row.getString("currency"),
                row.getLong("input_rate"),
                row.getLong("cached_input_rate"),
                row.getLong("output_rate"),
                Optional.ofNullable(row.getString("region")),
                Optional.ofNullable(row.getString("tenant")),
                new Price.SpecialRates(
                        row.getLong("reasoning_rate"),
                        row.getLong("audio_input_rate"),
                        row.getLong("image_input_rate"),
                        row.getLong("audio_output_rate")),
                row.getLong("per_call"),
                perHour(row),
                row.getInt("discount_ppm"));
    }

    private static OptionalLong perHour(ResultSet row) throws SQLException {
        long nanos = row.getLong("per_hour");
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(nanos);
    }
}
