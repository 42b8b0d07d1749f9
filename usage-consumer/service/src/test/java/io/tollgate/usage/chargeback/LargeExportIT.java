package io.tollgate.usage.chargeback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tollgate.usage.support.Usage;
import io.tollgate.usage.support.UsageRows;
import io.tollgate.usage.support.UsageServers;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
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

    private static final int GROUPS = 110_000;
    private static final int ROWS_IN_MEMORY = 1_000;
    private static final String CURSORS = "SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction'"
            + " AND application_name = 'tollgate-usage-consumer' AND query LIKE '%usage.series%'";

    @Inject
    DataSource source;

    @TestHTTPResource("/usage/v1/chargeback")
    URI chargeback;

    private static final String TENANT = "large-" + UUID.randomUUID();
    private UsageRows rows;

    /** A call each of 110,000 applications. */
    @BeforeEach
    void store() {
        Usage.awaitNoLag();
        rows = new UsageRows(source);
        if (rows.number("SELECT count(*) FROM usage.series WHERE tenant = ?", TENANT) == GROUPS) {
            return;
        }
        long card = rows.card("gpt", "USD", 0, 5_000_000_000L, 2_500_000_000L, 15_000_000_000L);
        rows.run(
                "WITH made AS (INSERT INTO usage.series (tenant, cost_centre, product, application, key_id, operation,"
                        + " requested_model, route, model, deployment, capacity, region, spilled_from, outcome,"
                        + " token_source) SELECT ?, '', '', 'application-' || n, '', '', '', '', 'gpt', '', '', '', '',"
                        + " 'completed', 'reported' FROM generate_series(1, " + GROUPS + ") n RETURNING id)"
                        + " INSERT INTO usage.rollup SELECT '2026-04-11T05:00:00Z', id, ?::bigint, 1, 1000, 0, 0, 0, 10, 0, 0"
                        + " FROM made",
                TENANT,
                card);
        rows.run("ANALYZE usage.series");
        rows.run("ANALYZE usage.rollup");
    }

    @ParameterizedTest
    @CsvSource({"csv, 110001", "focus, 330001"})
    void shouldSendEveryRowReadingNoFurtherThanTheCallerReads(String format, int lines) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> response = ask(http, format);
            assertThat(response.statusCode()).isEqualTo(200);
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(response.body(), UTF_8))) {
                assertThat(reader.readLine()).isNotNull();
                await().atMost(Duration.ofSeconds(30)).until(() -> rows.number(CURSORS) > 0);
                long counted = 1 + reader.lines().count();
                assertThat(counted).isEqualTo(lines);
            }
        }
        await().until(() -> rows.number(CURSORS) == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "focus"})
    void shouldEndTheQueryOfACallerWhoLeaves(String format) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> response = ask(http, format);
            assertThat(response.body().read()).isPositive();
            await().atMost(Duration.ofSeconds(30)).until(() -> rows.number(CURSORS) > 0);
            response.body().close();
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> rows.number(CURSORS) == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "focus"})
    void shouldNotLookWholeWhenTheStoreFailsInTheMiddle(String format) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> response = ask(http, format);
            try (InputStream body = response.body()) {
                assertThat(body.read()).isPositive();
                await().atMost(Duration.ofSeconds(30)).until(() -> rows.number(CURSORS) > 0);
                rows.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction'");

                assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void shouldAskForPagesWhereAReportIsTooLongForMemory() {
        Map<String, String> all =
                Map.of("tenant", TENANT, "groupBy", "application", "from", "2026-04-11", "to", "2026-04-12");

        Response whole = answer(all);
        Map<String, Object> paged = new HashMap<>(all);
        paged.put("limit", ROWS_IN_MEMORY);
        Response page = answer(paged);

        assertThat(whole.statusCode()).isEqualTo(400);
        assertThat(whole.jsonPath().getString("detail")).contains("limit");
        assertThat(page.jsonPath().getList("rows")).hasSize(ROWS_IN_MEMORY);
        assertThat(page.jsonPath().getInt("totals.requests")).isEqualTo(GROUPS);
        assertThat(page.jsonPath().getString("next")).isNotNull();
    }

    /** A store that is too busy asks to be asked again. */
    private static Response answer(Map<String, ?> parameters) {
        return await().atMost(Duration.ofMinutes(3))
                .until(
                        () -> Usage.authorized().queryParams(parameters).get("/usage/v1/chargeback"),
                        response -> response.statusCode() != 503);
    }

    private HttpResponse<InputStream> ask(HttpClient http, String format) throws IOException, InterruptedException {
        URI uri = URI.create(chargeback + "?from=2026-04-11&to=2026-04-12&groupBy=application&tenant=" + TENANT
                + "&format=" + format);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + UsageServers.KEY)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    }
}
