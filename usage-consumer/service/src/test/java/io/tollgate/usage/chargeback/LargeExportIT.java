package io.tollgate.usage.chargeback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tollgate.usage.support.SlowCaller;
import io.tollgate.usage.support.Usage;
import io.tollgate.usage.support.UsageRows;
import io.tollgate.usage.support.UsageServers;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(UsageServers.class)
class LargeExportIT {

    private static final int GROUPS = 10_500;
    private static final int ROWS_OF_A_PAGE = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ARE_IDLE = " FROM pg_stat_activity WHERE state = 'idle in transaction'"
            + " AND application_name = 'tollgate-usage-consumer' AND query LIKE '%usage.series%'";
    private static final String CURSORS = "SELECT count(*)" + ARE_IDLE;
    private static final String END_CURSORS = "SELECT count(*) FILTER (WHERE pg_terminate_backend(pid))" + ARE_IDLE;

    @Inject
    DataSource source;

    @Inject
    MeterRegistry metrics;

    @TestHTTPResource("/usage/v1/chargeback")
    URI chargeback;

    private static final String TENANT = "large-" + UUID.randomUUID();
    private UsageRows rows;

    /** A call each of more applications than a report has rows, with names so long that no buffer on the way holds them all. */
    @BeforeEach
    void store() {
        Usage.awaitNoLag();
        await().atMost(PATIENCE).until(() -> metrics.find("tollgate.usage.exports.running").gauges().stream()
                .allMatch(running -> running.value() == 0));
        rows = new UsageRows(source);
        if (rows.number("SELECT count(*) FROM usage.series WHERE tenant = ?", TENANT) == GROUPS) {
            return;
        }
        long card = rows.card("gpt", "USD", 0, 5_000_000_000L, 2_500_000_000L, 15_000_000_000L);
        rows.run(
                "WITH made AS (INSERT INTO usage.series (tenant, cost_centre, product, application, key_id, operation,"
                        + " requested_model, route, model, deployment, capacity, region, spilled_from, outcome,"
                        + " token_source) SELECT ?, '', '', 'application-' || n || repeat('x', 600), '', '', '', '', 'gpt', '', '', '', '',"
                        + " 'completed', 'reported' FROM generate_series(1, " + GROUPS + ") n RETURNING id)"
                        + " INSERT INTO usage.rollup SELECT '2026-04-11T05:00:00Z', id, ?::bigint, 1, 1000, 0, 0, 0, 10, 0, 0"
                        + " FROM made",
                TENANT,
                card);
        rows.run("ANALYZE usage.series");
        rows.run("ANALYZE usage.rollup");
    }

    @ParameterizedTest
    @CsvSource({"csv, 10501", "focus, 31501"})
    void shouldSendEveryRowReadingNoFurtherThanTheCallerReads(String format, int lines) throws Exception {
        try (SlowCaller caller = ask(format);
                BufferedReader reader = new BufferedReader(new InputStreamReader(caller.body(), UTF_8))) {
            assertThat(reader.readLine()).isNotNull();
            awaitCursor();
            long counted = 1 + reader.lines().count();
            assertThat(counted).isEqualTo(lines);
        }
        awaitNoCursor();
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "focus"})
    void shouldEndTheQueryOfACallerWhoLeaves(String format) throws Exception {
        try (SlowCaller caller = ask(format)) {
            assertThat(caller.body().read()).isPositive();
            awaitCursor();
        }

        awaitNoCursor();
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "focus"})
    void shouldNotLookWholeWhenTheStoreFailsInTheMiddle(String format) throws Exception {
        try (SlowCaller caller = ask(format)) {
            InputStream body = caller.body();
            assertThat(body.read()).isPositive();
            await().atMost(PATIENCE).until(() -> rows.number(END_CURSORS) > 0);

            assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
        }
    }

    @Test
    void shouldBreakOffAnExportThatItsCallerDoesNotRead() throws Exception {
        try (SlowCaller caller = ask("csv")) {
            InputStream body = caller.body();
            assertThat(body.read()).isPositive();
            awaitCursor();

            awaitNoCursor();
            assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
        }
    }

    @Test
    void shouldRefuseMoreExportsThanMayRunAtOnce() throws Exception {
        try (SlowCaller one = ask("csv");
                SlowCaller two = ask("focus")) {
            assertThat(one.status()).contains("200");
            assertThat(two.status()).contains("200");

            for (String format : List.of("csv", "focus")) {
                Response refused = answer(Map.of("format", format));

                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.header("retry-after")).isEqualTo("10");
                assertThat(refused.contentType()).isEqualTo("application/problem+json");
                assertThat(refused.jsonPath().getString("detail"))
                        .contains("2 exports are running", "try again in 10 seconds");
            }
        }
    }

    @Test
    void shouldAskForPagesWhereAReportIsTooLongForMemory() {
        Map<String, String> all =
                Map.of("tenant", TENANT, "groupBy", "application", "from", "2026-04-11", "to", "2026-04-12");

        Response whole = answer(all);
        Map<String, Object> paged = new HashMap<>(all);
        paged.put("limit", ROWS_OF_A_PAGE);
        Response page = answer(paged);

        assertThat(whole.statusCode()).isEqualTo(400);
        assertThat(whole.jsonPath().getString("detail")).contains("limit");
        assertThat(page.jsonPath().getList("rows")).hasSize(ROWS_OF_A_PAGE);
        assertThat(page.jsonPath().getInt("totals.requests")).isEqualTo(GROUPS);
        assertThat(page.jsonPath().getString("next")).isNotNull();
    }

    private static Response answer(Map<String, ?> parameters) {
        return Usage.authorized().queryParams(parameters).get("/usage/v1/chargeback");
    }

    private void awaitCursor() {
        await().atMost(PATIENCE).until(() -> rows.number(CURSORS) > 0);
    }

    private void awaitNoCursor() {
        await().atMost(PATIENCE).until(() -> rows.number(CURSORS) == 0);
    }

    private SlowCaller ask(String format) throws IOException {
        return new SlowCaller(URI.create(chargeback + "?from=2026-04-11&to=2026-04-12&groupBy=application&tenant="
                + TENANT + "&format=" + format));
    }
}
