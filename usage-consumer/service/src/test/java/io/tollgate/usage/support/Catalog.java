package io.tollgate.usage.support;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.tollgate.events.UsageEvent;
import io.tollgate.usage.pricing.CardLookup;
import java.time.Duration;
import java.util.List;

/** What the stand-in for the quota service answers. */
public final class Catalog {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String quotaService;
    private final CardLookup cards;

    /** The stand-in at {@code quotaService}, whose cards {@code cards} knows after a while. */
    public Catalog(String quotaService, CardLookup cards) {
        this.quotaService = quotaService;
        this.cards = cards;
    }

    /** Puts prices in place of all that were there; does not wait. */
    public void prices(String... prices) {
        put("prices", prices);
    }

    /** Puts deployments in place of all that were there; does not wait. */
    public void deployments(String... deployments) {
        put("deployments", deployments);
    }

    /** Waits until an event would be priced by another card than {@code cardId}; the card. */
    public long awaitOtherCard(UsageEvent event, long cardId) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> cards.cardFor(event), card -> card != cardId);
    }

    private void put(String resource, String... items) {
        given().header("Authorization", "Bearer " + UsageServers.KEY)
                .body("{\"items\":[" + String.join(",", List.of(items)) + "]}")
                .put(quotaService + "/admin/v1/" + resource + "?page=first")
                .then()
                .statusCode(200);
    }
}
