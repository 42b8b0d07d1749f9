package io.tollgate.usage.requests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.usage.cost.CostSql;
import io.tollgate.usage.cost.CostText;
import io.tollgate.usage.problem.InvalidParameterException;
import io.tollgate.usage.report.Snapshots;
import io.tollgate.usage.report.Sql;
import io.tollgate.usage.store.StoreUnavailableException;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** Finds single requests. Thread-safe. */
@Singleton
final class RequestStore {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String COST = "coalesce(" + CostSql.paid("b", "c") + ", 0)";

    /** The newest are found first, and only what becomes of them is looked up. */
    private static final String LIST = """
            SELECT d.id, d.occurred_at, d.tenant, d.model, d.deployment, d.capacity, d.status, d.outcome, d.input_tokens,
              d.output_tokens, %s, c.currency
            FROM (SELECT e.id, e.occurred_at FROM usage.event e
              WHERE e.occurred_at >= ?::timestamptz AND e.occurred_at < ?::timestamptz""".formatted(COST);

    private static final String DETAILS = """
            ) newest
            JOIN usage.event_detail d USING (id, occurred_at)
            JOIN (SELECT *, 1 AS requests FROM usage.billable) b USING (id, occurred_at)
            LEFT JOIN usage.rate_card c ON c.card_id = d.card_id
            ORDER BY d.occurred_at DESC, d.id COLLATE "C" DESC""";

    private static final String CARD = """
            json_build_object('id', c.price_id, 'version', c.card_id, 'model', c.model, 'deployment', c.deployment,
                'region', c.region, 'tenant', c.tenant, 'effectiveFrom',
                to_char(c.effective_from AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'currency', c.currency,
                'inputPerMillion', trim_scale(c.input_rate * 0.000000001)::text,
                'cachedInputPerMillion', trim_scale(c.cached_input_rate * 0.000000001)::text,
                'audioInputPerMillion', trim_scale(c.audio_input_rate * 0.000000001)::text,
                'imageInputPerMillion', trim_scale(c.image_input_rate * 0.000000001)::text,
                'outputPerMillion', trim_scale(c.output_rate * 0.000000001)::text,
                'reasoningPerMillion', trim_scale(c.reasoning_rate * 0.000000001)::text,
                'audioOutputPerMillion', trim_scale(c.audio_output_rate * 0.000000001)::text,
                'perCall', trim_scale(c.per_call * 0.000000001)::text,
                'perHour', trim_scale(c.per_hour * 0.000000001)::text,
                'discountPercent', trim_scale(c.discount_ppm * 0.0001)::text)""";

    private static final String STORY = """
            SELECT json_build_object(
              'schemaVersion', 1, 'id', d.id,
              'occurredAt', to_char(d.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
              'node', node, 'catalogVersion', catalog_version,
              'caller', json_build_object('tenant', d.tenant, 'costCentre', cost_centre, 'application', application,
                'keyId', key_id, 'user', d.end_user, 'tags', d.tags, 'product', product, 'session', d.session,
                'addressClass', address_class),
              'request', json_build_object('operation', operation, 'model', requested_model, 'route', route,
                'streamed', streamed),
              'served', json_build_object('deployment', d.deployment, 'model', d.model, 'reportedModel', reported_model,
                'capacity', capacity, 'region', d.region, 'attempts', attempts, 'spilledFrom', spilled_from),
              'outcome', json_build_object('kind', outcome, 'status', status, 'reason', reason),
              'tokens', json_build_object('input', d.input_tokens, 'cachedInput', cached_input_tokens,
                'output', d.output_tokens, 'reasoning', reasoning_tokens, 'source', token_source,
                'audioInput', audio_input_tokens, 'audioOutput', audio_output_tokens, 'imageInput', image_input_tokens),
              'timing', json_build_object('firstTokenMillis', first_token_millis, 'totalMillis', total_millis),
              'currency', c.currency,
              'rateCard', CASE WHEN c.card_id IS NOT NULL THEN %s END,
              'recordedAt', to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')), %s
            FROM usage.event_detail d
            JOIN (SELECT *, 1 AS requests FROM usage.billable) b USING (id, occurred_at)
            LEFT JOIN usage.rate_card c ON c.card_id = d.card_id
            WHERE d.id = ? ORDER BY d.occurred_at LIMIT 1""".formatted(CARD, COST);

    private final Snapshots snapshots;

    RequestStore(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    /**
     * The requests that {@code query} asks for.
     *
     * @throws InvalidParameterException when of none of the period the events are kept
     * @throws StoreUnavailableException when the store did not answer in time
     */
    RequestList list(RequestQuery query) {
        Sql sql = Sql.of(LIST, query.period().from(), query.period().to())
                .plus(query.filters().conditions())
                .plus(query.after()
                        .map(place -> Sql.of(
                                " AND (e.occurred_at, e.id COLLATE \"C\") < (?::timestamptz, ?)",
                                place.occurredAt(),
                                place.id()))
                        .orElse(Sql.NOTHING))
                .plus(" ORDER BY e.occurred_at DESC, e.id COLLATE \"C\" DESC LIMIT ?", query.limit() + 1)
                .plus(DETAILS);
        return snapshots.read("listing requests", connection -> {
            Instant kept = Snapshots.keptFrom(connection);
            if (!query.period().to().isAfter(kept)) {
                throw new InvalidParameterException(
                        "to", "must be after " + kept + ": no event before is kept any more");
            }
            return list(query, Snapshots.all(connection, sql, RequestStore::entry), kept);
        });
    }

    private static RequestList list(RequestQuery query, List<RequestList.Entry> found, Instant kept) {
        boolean more = found.size() > query.limit();
        List<RequestList.Entry> shown = more ? found.subList(0, query.limit()) : found;
        return new RequestList(
                shown,
                more ? shown.getLast().place().cursor() : null,
                query.period().from().isBefore(kept) ? kept : null);
    }

    /**
     * The event with {@code id} as it travelled, with what became of it.
     *
     * @throws StoreUnavailableException when the store did not answer in time
     */
    Optional<JsonNode> story(String id) {
        if (id.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        return snapshots.read(
                "finding a request",
                connection -> Snapshots.all(connection, Sql.of(STORY, id), RequestStore::story).stream()
                        .findFirst());
    }

    private static RequestList.Entry entry(ResultSet row) throws SQLException {
        return new RequestList.Entry(
                row.getString(1),
                row.getObject(2, OffsetDateTime.class).toInstant(),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getInt(7),
                row.getString(8),
                row.getLong(9),
                row.getLong(10),
                cost(row.getBigDecimal(11)),
                row.getString(12));
    }

    private static JsonNode story(ResultSet row) throws SQLException {
        try {
            ObjectNode story = (ObjectNode) JSON.readTree(row.getString(1));
            return story.put("cost", cost(row.getBigDecimal(2)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the store makes JSON", e);
        }
    }

    private static String cost(BigDecimal units) {
        return CostText.of(units.toBigIntegerExact(), CostText.PAID_SCALE);
    }
}
