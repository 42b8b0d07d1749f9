package io.tollgate.usage.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.usage.support.Database;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MigrationIT {

    private static final String V1_EVENT = """
            INSERT INTO usage.event (id, occurred_at, node, catalog_version, tenant, cost_centre, application, key_id, end_user,
              tags, operation, requested_model, route, streamed, deployment, model, reported_model, capacity, region, attempts,
              outcome, status, reason, input_tokens, cached_input_tokens, output_tokens, reasoning_tokens, token_source,
              first_token_millis, total_millis)
            VALUES ('%s', '%s', 'node-1', 7, '%s', 'cc', 'app', 'k', 'ada', '{"a":"b"}', 'chat/completions', 'gpt', 'gpt', true,
              'payg-1', 'gpt', 'gpt-2024', 'payg', 'westeurope', '[]', 'completed', 200, '', %d, %d, %d, %d, 'reported', 5, 9)""";

    private final Database database = new Database();

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void shouldTakeTheRowsOfVersion1Over() throws SQLException {
        database.migrated("1");
        database.execute(V1_EVENT.formatted("a", "2026-03-05T23:59:59.999999Z", "one", 100, 40, 20, 5));
        database.execute(V1_EVENT.formatted("b", "2026-03-06T00:00:00Z", "one", 10, 50, 2, 9));
        database.execute(V1_EVENT.formatted("c", "2026-03-06T00:10:00Z", "one", 1, 0, 1, 0));
        database.execute(V1_EVENT.formatted("d", "2026-03-06T00:10:00Z", "two", 7, 0, 3, 0));
        database.execute("INSERT INTO usage.rate_card VALUES ('card', 'gpt', 'payg-1', '2026-01-01', 'USD', 5, 2, 15)");

        database.migrated("2");

        assertThat(database.rows("SELECT id, tenant, session, input_tokens, cached_input_tokens, tags ->> 'a', card_id"
                        + " FROM usage.event_detail ORDER BY id"))
                .containsExactly("a|one||100|40|b|0", "b|one||10|50|b|0", "c|one||1|0|b|0", "d|two||7|0|b|0");
        assertThat(database.rows("SELECT DISTINCT tableoid::regclass FROM usage.event ORDER BY 1"))
                .containsExactly("usage.event_20260305", "usage.event_20260306");
        assertThat(
                        database.rows(
                                "SELECT to_char(hour AT TIME ZONE 'UTC', 'DDHH24'), tenant, requests, text_input, cached_input,"
                                        + " text_output, reasoning FROM usage.rollup JOIN usage.series s ON s.id = series_id ORDER BY 1, 2"))
                .containsExactly("0523|one|1|60|40|15|5", "0600|one|2|1|10|1|2", "0600|two|1|7|0|3|0");
        assertThat(database.rows(
                        "SELECT price_id, input_rate, cached_input_rate, output_rate, reasoning_rate, discount_ppm"
                                + " FROM usage.rate_card"))
                .containsExactly("card|5|2|15|15|0");
    }

    @Test
    void shouldDivideTheTokensOfAnEventWhateverItsCountsAre() throws SQLException {
        database.migrated("1");
        database.execute(
                V1_EVENT.formatted("a", "2026-03-05T10:00:00Z", "one", 100, Long.MAX_VALUE, 20, Long.MAX_VALUE));
        database.migrated("latest");
        database.execute("UPDATE usage.event SET audio_input_tokens = " + Long.MAX_VALUE + ", image_input_tokens = "
                + Long.MAX_VALUE + ", audio_output_tokens = " + Long.MAX_VALUE);

        assertThat(database.rows("SELECT text_input, cached_input, audio_input, image_input, text_output, reasoning,"
                        + " audio_output FROM usage.billable"))
                .containsExactly("0|100|0|0|0|20|0");
    }

    @Test
    void shouldKnowOfAlertsWhichKindOfPeriodTheyAreOf() throws SQLException {
        database.migrated("6");
        for (String budget : new String[] {"told", "waits"}) {
            database.execute(
                    "INSERT INTO usage.budget_alert (budget, period_from, percent, reached_at, message) VALUES ('"
                            + budget + "', '2026-11-01T00:00:00Z', 50, now(), '{\"id\":\"" + budget
                            + "/2026-11-01T00:00:00Z/50\",\"period\":{\"kind\":\"month\",\"from\":\"2026-11-01T00:00:00Z\"}}')");
            database.execute("INSERT INTO usage.alert_delivery (alert_id, channel, next_try_at, delivered_at)"
                    + " SELECT id, 'event', now(), CASE budget WHEN 'told' THEN now() END FROM usage.budget_alert"
                    + " WHERE budget = '" + budget + "'");
        }

        database.migrated("7");

        assertThat(database.rows(
                        "SELECT budget, period, message::jsonb ->> 'id' FROM usage.budget_alert ORDER BY budget"))
                .containsExactly(
                        "told|month|told/2026-11-01T00:00:00Z/50", "waits|month|waits/month/2026-11-01T00:00:00Z/50");
    }
}
