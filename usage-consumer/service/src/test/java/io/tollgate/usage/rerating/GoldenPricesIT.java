package io.tollgate.usage.rerating;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.events.Served;
import io.tollgate.events.Tokens;
import io.tollgate.events.UsageEvent;
import io.tollgate.usage.pricing.CardLookup;
import io.tollgate.usage.support.Books;
import io.tollgate.usage.support.Catalog;
import io.tollgate.usage.support.Events;
import io.tollgate.usage.support.Producer;
import io.tollgate.usage.support.Usage;
import io.tollgate.usage.support.UsageServers;
import jakarta.inject.Inject;
import java.util.List;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Prices worked out by hand, from an event on Kafka to the sums in PostgreSQL. */
@QuarkusTest
@QuarkusTestResource(UsageServers.class)
class GoldenPricesIT {

    private static final String PLAIN = """
            {"id":"golden-plain","model":"golden","effectiveFrom":"2026-01-01T00:00:00Z","currency":"USD",
             "inputPerMillion":"5.00","cachedInputPerMillion":"2.50","outputPerMillion":"15.00"}""";
    private static final String LATER = """
            {"id":"golden-later","model":"golden","effectiveFrom":"2026-03-15T12:00:00.000001Z","currency":"USD",
             "inputPerMillion":"6.00","cachedInputPerMillion":"3.00","outputPerMillion":"15.00"}""";
    private static final String TENANT = """
            {"id":"golden-tenant","model":"golden","tenant":"%s","effectiveFrom":"2026-01-01T00:00:00Z",
             "currency":"USD","inputPerMillion":"4.00","cachedInputPerMillion":"2.00","outputPerMillion":"16.00",
             "reasoningPerMillion":"20.00","audioInputPerMillion":"40.00","imageInputPerMillion":"6.00",
             "audioOutputPerMillion":"80.00","perCall":"0.01","discountPercent":"12.5"}""";
    private static final String PTU = """
            {"id":"golden-ptu","model":"golden","deployment":"golden-ptu-1","effectiveFrom":"2026-01-01T00:00:00Z",
             "currency":"USD","inputPerMillion":"0.00","cachedInputPerMillion":"0.00","outputPerMillion":"0.00",
             "perHour":"100.00"}""";

    @Inject
    DataSource source;

    @Inject
    CardLookup cards;

    @ConfigProperty(name = "tollgate.kafka.bootstrap-servers")
    String bootstrapServers;

    @ConfigProperty(name = "tollgate.quota-service-url")
    String quotaService;

    private final Events events = Events.ofNewTenant();
    private Books books;
    private Catalog catalog;
    private Producer producer;

    @BeforeEach
    void open() {
        books = new Books(source);
        catalog = new Catalog(quotaService, cards);
        producer = new Producer(bootstrapServers);
    }

    @AfterEach
    void close() {
        producer.close();
    }

    @Test
    void shouldPriceAMillionInputAndTwoHundredThousandOutputTokensAtEightExactly() {
        // 0.005 and 0.015 per 1,000: 1,000 x 0.005 = 5.00 and 200 x 0.015 = 3.00.
        assertPrice("8.00", plain("2026-03-05T00:00:00Z", Events.tokens(1_000_000, 0, 200_000)));
    }

    @Test
    void shouldPriceACardThatChangesInMidMonthToTheMicrosecond() {
        // The later card applies from 12:00:00.000001 on: 5.00 before, 6.00 from then on.
        assertPrice(
                "11.00",
                plain("2026-03-15T12:00:00.000000999Z", Events.tokens(1_000_000, 0, 0)),
                plain("2026-03-15T12:00:00.000001Z", Events.tokens(1_000_000, 0, 0)));
    }

    @Test
    void shouldPriceCachedTokensOnce() {
        // 600,000 at 5.00 are 3.00, 400,000 of the cache at 2.50 are 1.00.
        assertPrice("4.00", plain("2026-03-05T00:00:00Z", Events.tokens(1_000_000, 400_000, 0)));
    }

    @Test
    void shouldPriceReasoningAsOutputWhereItHasNoRate() {
        // All of the 100,000 output tokens at 15.00, 40,000 of them reasoning.
        Tokens thinking = new Tokens(0, 0, 100_000, 40_000, Tokens.Source.REPORTED);
        assertPrice("1.50", plain("2026-03-05T00:00:00Z", thinking));
    }

    @Test
    void shouldPriceEveryKindPerCallAndDiscountByTheTenantsCard() {
        catalog.prices(PLAIN, LATER, PTU, TENANT.formatted(events.tenant()));
        Tokens tokens = new Tokens(1_000, 100, 600, 100, Tokens.Source.REPORTED, 200, 200, 300);
        UsageEvent event = plain("2026-03-05T00:00:00Z", tokens);
        long general = catalog.awaitOtherCard(event("2026-03-05T00:00:00Z", "nobody"), 0);
        catalog.awaitOtherCard(event, general);

        producer.send(List.of(event));

        // Of 1,000 input 100 are cached, 200 audio, 300 images, so 400 text: 100 x 2 + 200 x 40 + 300 x 6 + 400 x 4 =
        // 11,600
        // millionths. Of 600 output 100 are reasoning, 200 audio, so 300 text: 100 x 20 + 200 x 80 + 300 x 16 = 22,800
        // millionths. 0.0116 + 0.0228 + 0.01 for the call = 0.0444, less 12.5 %: 0.03885.
        Usage.awaitNoLag();
        assertThat(books.rolledUp(events.tenant())).isEqualTo("0.03885");
    }

    @Test
    void shouldPriceSpilledTokensByTheDeploymentThatServedThem() {
        Tokens million = Events.tokens(1_000_000, 0, 0);
        Served served = new Served("golden-ptu-1", "golden", "golden", "ptu", "westeurope", List.of(), "");
        Served spilled =
                new Served("golden-payg-1", "golden", "golden", "payg", "westeurope", List.of(), "golden-ptu-1");

        // By the hour on the provisioned deployment, 5.00 where they spilled to.
        assertPrice(
                "5.00",
                events.served("2026-03-05T00:00:00Z", served, million),
                events.served("2026-03-05T00:00:01Z", spilled, million));
        assertThat(books.number("""
                        SELECT sum(r.text_input) FROM usage.rollup r JOIN usage.series s ON s.id = r.series_id
                        WHERE s.tenant = ? AND s.spilled_from = 'golden-ptu-1' AND s.capacity = 'payg'""", events.tenant())).isEqualByComparingTo("1000000");
    }

    private UsageEvent plain(String at, Tokens tokens) {
        return events.completed(at, "golden", "golden-payg-1", tokens);
    }

    private static UsageEvent event(String at, String tenant) {
        return new Events(tenant).completed(at, "golden", "golden-payg-1", Events.tokens(1, 0, 0));
    }

    private void assertPrice(String cost, UsageEvent... sent) {
        catalog.prices(PLAIN, LATER, PTU);
        catalog.awaitOtherCard(event("2026-03-05T00:00:00Z", "nobody"), 0);
        producer.send(List.of(sent));
        Usage.awaitNoLag();
        assertThat(books.rolledUp(events.tenant())).isEqualTo(cost);
        assertThat(books.adjusted(events.tenant())).isEqualTo("0.00");
    }
}
