package io.tollgate.usage.amortisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.usage.pricing.CardLookup;
import io.tollgate.usage.support.Books;
import io.tollgate.usage.support.Catalog;
import io.tollgate.usage.support.UsageServers;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever was used of whatever capacity: the lines of an hour add up to its cost, and none is below zero. */
@QuarkusTest
@QuarkusTestResource(UsageServers.class)
class AllocationIT {

    private static final int DEPLOYMENTS = 12;
    private static final int HOURS = 48;
    private static final String[] PERIOD = {"2025-02-01T00:00:00Z", "2025-02-03T00:00:00Z"};

    private static final String ROLLUP = """
            WITH s AS (
              INSERT INTO usage.series (tenant, cost_centre, product, application, key_id, operation, requested_model, route,
                model, deployment, capacity, region, spilled_from, outcome, token_source)
              VALUES (?, ?, '', '', '', '', '', '', 'm', ?, 'ptu', '', '', '', '')
              ON CONFLICT (identity) DO UPDATE SET tenant = excluded.tenant RETURNING id)
            INSERT INTO usage.rollup (hour, series_id, card_id, requests, text_input, cached_input, audio_input, image_input,
              text_output, reasoning, audio_output)
            SELECT timestamptz '2025-02-01 00:00:00+00' + ? * interval '1 hour', id, 0, 1, ?, ?, ?, ?, ?, ?, ? FROM s
            ON CONFLICT DO NOTHING""";

    /** Hours whose lines do not add up, in either amount, or have a line below zero. */
    private static final String WRONG = """
            WITH %s
            SELECT count(*) FROM (
              SELECT h.hour FROM provisioned_hour h LEFT JOIN provisioned_line l USING (hour, deployment)
              WHERE h.deployment LIKE ?
              GROUP BY h.hour, h.deployment, h.cost, h.list_cost
              HAVING sum(l.cost) IS DISTINCT FROM h.cost OR sum(l.list_cost) IS DISTINCT FROM h.list_cost
                OR min(l.cost) < 0 OR min(l.list_cost) < 0 OR count(*) FILTER (WHERE l.line = 'unused') <> 1) w""";

    private static final String LINES = "WITH %s SELECT count(*) FROM provisioned_line WHERE deployment LIKE ?"
            + " AND line = 'usage' AND cost > 0";
    private static final String COUNT = "WITH %s SELECT count(*) FROM provisioned_hour WHERE deployment LIKE ?";

    @Inject
    DataSource source;

    @Inject
    CardLookup cards;

    @ConfigProperty(name = "tollgate.quota-service-url")
    String quotaService;

    private final Random random = new Random(3);

    @ParameterizedTest
    @EnumSource(Method.class)
    void shouldAddUpToEveryHoursCost(Method method) {
        Books books = new Books(source);
        String name = "alloc-" + UUID.randomUUID() + "-";
        provision(new Catalog(quotaService, cards), name);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> books.number(
                                        "SELECT count(*) FROM usage.rate_card WHERE withdrawn_at IS NULL AND price_id LIKE ?",
                                        name + "%")
                                .intValueExact()
                        == DEPLOYMENTS);
        use(books, name);

        assertThat(number(books, COUNT, method, name)).isEqualByComparingTo(BigDecimal.valueOf(DEPLOYMENTS * HOURS));
        assertThat(number(books, LINES, method, name)).isGreaterThan(BigDecimal.valueOf(100));
        assertThat(number(books, WRONG, method, name)).isZero();
    }

    private static BigDecimal number(Books books, String sql, Method method, String name) {
        return books.number(sql.formatted(ProvisionedSql.lines(method)), PERIOD[0], PERIOD[1], name + "%");
    }

    private void provision(Catalog catalog, String name) {
        List<String> deployments = new ArrayList<>();
        List<String> prices = new ArrayList<>();
        for (int i = 0; i < DEPLOYMENTS; i++) {
            long capacity = 1 + random.nextLong(100_000);
            // One that says nothing of what it can take.
            String limits = i == 0
                    ? ""
                    : """
                    ,"limits":{"tokensPerMinute":%d,"weights":{"input":%s,"cachedInput":0,"output":%s},"shares":[
                     {"tenant":"t0","guaranteePerMinute":%d},{"tenant":"t1","guaranteePerMinute":%d}]}""".formatted(
                                    capacity,
                                    BigDecimal.valueOf(random.nextInt(3_000), 3),
                                    BigDecimal.valueOf(random.nextInt(9_000), 3),
                                    random.nextLong(capacity / 2 + 1),
                                    random.nextLong(capacity / 2 + 1));
            deployments.add("{\"id\":\"" + name + i + "\",\"model\":\"m\",\"region\":\"r\",\"capacity\":\"ptu\""
                    + limits + "}");
            prices.add("""
                    {"id":"%1$s","model":"m","deployment":"%1$s","effectiveFrom":"2025-01-01T00:00:00Z","currency":"USD",
                     "inputPerMillion":"0","outputPerMillion":"0","perHour":"%2$s","discountPercent":"%3$s"}""".formatted(
                            name + i,
                            BigDecimal.valueOf(random.nextLong(200_000_000_000L), 9),
                            BigDecimal.valueOf(random.nextInt(1_000_001), 4)));
        }
        catalog.deployments(deployments.toArray(String[]::new));
        catalog.prices(prices.toArray(String[]::new));
    }

    private void use(Books books, String name) {
        for (int i = 0; i < 600; i++) {
            Object[] values = new Object[11];
            values[0] = "t" + random.nextInt(4);
            values[1] = "cc" + random.nextInt(2);
            values[2] = name + random.nextInt(DEPLOYMENTS);
            values[3] = random.nextInt(HOURS);
            for (int column = 4; column < values.length; column++) {
                values[column] = random.nextLong(random.nextBoolean() ? 100 : 5_000_000);
            }
            books.run(ROLLUP, values);
        }
    }
}
