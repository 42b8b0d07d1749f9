package io.tollgate.usage.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.events.UsageEvent;
import io.tollgate.usage.support.Books;
import io.tollgate.usage.support.Catalog;
import io.tollgate.usage.support.Events;
import io.tollgate.usage.support.Usage;
import io.tollgate.usage.support.UsageServers;
import jakarta.inject.Inject;
import java.time.Duration;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(UsageServers.class)
class RateCardFeedIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    DataSource source;

    @Inject
    CardLookup cards;

    @ConfigProperty(name = "tollgate.quota-service-url")
    String quotaService;

    private final Events events = Events.ofNewTenant();

    @Test
    void shouldGoOnAskingAfterACardThatCannotBeRead() {
        String model = "model-of-" + events.tenant();
        UsageEvent call = events.completed("2026-02-05T10:00:00Z", model, "payg-1", Events.tokens(1, 0, 0));
        Books books = new Books(source);
        Usage.awaitNoLag();
        books.run(
                "INSERT INTO usage.rate_card (price_id, model, effective_from, currency, input_rate, cached_input_rate,"
                        + " output_rate, reasoning_rate, audio_input_rate, audio_output_rate, image_input_rate)"
                        + " VALUES (?, ?, '2026-01-01', 'shells', 1, 1, 1, 1, 1, 1, 1)",
                model,
                model);
        try {
            await().atMost(PATIENCE)
                    .until(() -> Usage.status().getString("rateCards"), problem -> problem.contains("currency"));
        } finally {
            books.run("DELETE FROM usage.rate_card WHERE price_id = ?", model);
        }

        Catalog catalog = new Catalog(quotaService, cards);
        catalog.prices("""
                {"id":"card-of-%s","model":"%s","effectiveFrom":"2026-01-01T00:00:00Z","currency":"USD",
                 "inputPerMillion":"5.00","outputPerMillion":"1.00"}""".formatted(events.tenant(), model));

        assertThat(catalog.awaitOtherCard(call, 0)).isPositive();
        await().atMost(PATIENCE).until(() -> Usage.status().getString("rateCards"), "up-to-date"::equals);
    }
}
