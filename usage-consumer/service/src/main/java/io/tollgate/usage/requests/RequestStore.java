package io.tollgate.usage.requests;

import io.tollgate.usage.store.StoreUnavailableException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** Finds single events. Thread-safe. */
@Singleton
final class RequestStore {

    private static final String BY_ID = """
            SELECT json_build_object(
              'schemaVersion', 1, 'id', id,
              'occurredAt', to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
              'node', node, 'catalogVersion', catalog_version,
              'caller', json_build_object('tenant', tenant, 'costCentre', cost_centre, 'application', application,
                'keyId', key_id, 'user', end_user, 'tags', tags, 'product', product, 'session', session,
                'addressClass', address_class),
              'request', json_build_object('operation', operation, 'model', requested_model, 'route', route,
                'streamed', streamed),
              'served', json_build_object('deployment', deployment, 'model', model, 'reportedModel', reported_model,
                'capacity', capacity, 'region', region, 'attempts', attempts, 'spilledFrom', spilled_from),
              'outcome', json_build_object('kind', outcome, 'status', status, 'reason', reason),
              'tokens', json_build_object('input', input_tokens, 'cachedInput', cached_input_tokens,
                'output', output_tokens, 'reasoning', reasoning_tokens, 'source', token_source,
                'audioInput', audio_input_tokens, 'audioOutput', audio_output_tokens, 'imageInput', image_input_tokens),
              'timing', json_build_object('firstTokenMillis', first_token_millis, 'totalMillis', total_millis))::text
            FROM usage.event_detail WHERE id = ?""";

    private final DataSource source;

    RequestStore(DataSource source) {
        this.source = source;
    }

    /**
     * The event with {@code id} as JSON.
     *
     * @throws StoreUnavailableException when the store did not answer
     */
    Optional<String> find(String id) {
        if (id.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        try (Connection connection = source.getConnection();
                PreparedStatement query = connection.prepareStatement(BY_ID)) {
            query.setString(1, id);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new StoreUnavailableException("finding an event", e);
        }
    }
}
