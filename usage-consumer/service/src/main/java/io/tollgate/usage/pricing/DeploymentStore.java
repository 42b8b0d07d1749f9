package io.tollgate.usage.pricing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Versions of deployments: a row is added when something has changed, and none is ever changed. */
final class DeploymentStore {

    private static final String ADD_UNLESS_KNOWN = """
            INSERT INTO usage.deployment (id, model, region, capacity, tokens_per_minute, input_weight,
              cached_input_weight, output_weight, reservations)
            SELECT n.* FROM (VALUES (?, ?, ?, ?, ?::int8, ?::int4, ?::int4, ?::int4, ?::jsonb))
              AS n(id, model, region, capacity, tokens_per_minute, input_weight, cached_input_weight, output_weight,
                reservations)
            WHERE NOT EXISTS (
              SELECT FROM (SELECT * FROM usage.deployment d WHERE d.id = n.id ORDER BY since DESC LIMIT 1) latest
              WHERE (latest.model, latest.region, latest.capacity, latest.tokens_per_minute, latest.input_weight,
                  latest.cached_input_weight, latest.output_weight, latest.reservations)
                = (n.model, n.region, n.capacity, n.tokens_per_minute, n.input_weight,
                  n.cached_input_weight, n.output_weight, n.reservations))""";

    private static final ObjectMapper JSON = new ObjectMapper();

    private DeploymentStore() {}

    static void add(Connection connection, List<DeploymentVersion> deployments) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(ADD_UNLESS_KNOWN)) {
            for (DeploymentVersion deployment : deployments) {
                insert.setString(1, deployment.id());
                insert.setString(2, deployment.model());
                insert.setString(3, deployment.region());
                insert.setString(4, deployment.capacity());
                insert.setLong(5, deployment.tokensPerMinute());
                insert.setInt(6, deployment.weights().input());
                insert.setInt(7, deployment.weights().cachedInput());
                insert.setInt(8, deployment.weights().output());
                insert.setString(9, reservations(deployment));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static String reservations(DeploymentVersion deployment) {
        ArrayNode list = JSON.createArrayNode();
        deployment.reservations().forEach((tenant, tokens) -> list.addObject()
                .put("tenant", tenant)
                .put("tokensPerMinute", tokens));
        return list.toString();
    }
}
