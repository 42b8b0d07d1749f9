package io.tollgate.quota.routes;

import static io.tollgate.quota.AdminApi.admin;
import static io.tollgate.quota.AdminApi.deploymentMade;
import static io.tollgate.quota.AdminApi.fresh;
import static io.tollgate.quota.AdminApi.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.tollgate.catalog.Route;
import io.tollgate.catalog.codec.CatalogCodec;
import io.tollgate.catalog.codec.Published;
import io.tollgate.catalog.routing.PinnedOrder;
import io.tollgate.ledger.redis.RedisConnection;
import io.tollgate.quota.Servers;
import io.tollgate.quota.store.CatalogStore;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redisson.client.codec.StringCodec;

/** An order of deployments by hand, for a time. */
@QuarkusTest
@WithTestResource(Servers.class)
class OrderIT {

    @Inject
    CatalogStore store;

    @Inject
    RedisConnection connection;

    private String first;
    private String second;
    private String model;

    @BeforeEach
    void makeARoute() {
        first = deploymentMade();
        second = deploymentMade();
        model = fresh("model");
        route(first, second).statusCode(201);
    }

    @Test
    void shouldHoldForSoManySeconds() {
        Instant before = Instant.now();

        Instant until = Instant.parse(
                order("\"forSeconds\":600").statusCode(200).extract().path("until"));

        assertThat(until).isCloseTo(before.plusSeconds(600), within(60, ChronoUnit.SECONDS));
        admin().get(path())
                .then()
                .statusCode(200)
                .body("deployments", contains(second, first))
                .body("until", equalTo(until.toString()))
                .body("forSeconds", nullValue());
    }

    @Test
    void shouldHoldUntilAnInstant() {
        String until = Instant.now()
                .plus(1, ChronoUnit.DAYS)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();

        order("\"until\":\"" + until + "\"").statusCode(200).body("until", equalTo(until));

        admin().get(path()).then().body("until", equalTo(until));
    }

    @Test
    void shouldReachTheNodesAndLeaveThemAgain() {
        String version = order("\"forSeconds\":600").extract().header("x-tollgate-version");

        assertThat(published().order().orElseThrow().deployments()).containsExactly(second, first);
        assertThat(admin().get("/routes/" + model).header("ETag")).isEqualTo("\"" + version + "\"");
        admin().delete(path() + "?wait=applied").then().statusCode(204).header("x-tollgate-applied", "true");
        assertThat(published().order()).isEmpty();
        admin().get(path()).then().statusCode(404);
        admin().delete(path()).then().statusCode(404);
    }

    @Test
    void shouldWaitForTheNodesWhenAskedTo() {
        admin("{\"deployments\":[\"" + second + "\"],\"forSeconds\":60}")
                .put(path() + "?wait=applied")
                .then()
                .statusCode(200)
                .header("x-tollgate-applied", "true");
    }

    @Test
    void shouldNotBeThereBeforeItIsSetNorAfterItsTime() {
        admin().get(path())
                .then()
                .statusCode(404)
                .body("detail", equalTo("the order by hand of route '" + model + "' does not exist"));
        var past = new PinnedOrder(List.of(second), Instant.now().minusMillis(1));
        store.change(tx -> {
            Route standing = tx.routes().find(model).orElseThrow().value();
            return tx.routes().put(standing.withOrder(Optional.of(past)));
        });

        admin().get(path()).then().statusCode(404);
        admin().delete(path()).then().statusCode(404);
        order("\"forSeconds\":60").statusCode(200);
        admin().get(path()).then().statusCode(200);
    }

    @Test
    void shouldStayWhenTheRouteIsWrittenWithItsDeployments() {
        order("\"forSeconds\":600").statusCode(200);

        route(second, deploymentMade(), first).statusCode(200);

        admin().get(path()).then().statusCode(200).body("deployments", contains(second, first));
        admin().get("/routes/" + model).then().body("order", nullValue());
    }

    @Test
    void shouldGoWithADeploymentThatLeavesTheRoute() {
        order("\"forSeconds\":600").statusCode(200);

        route(first).statusCode(200);

        admin().get(path()).then().statusCode(404);
        admin().delete("/deployments/" + second).then().statusCode(204);
        route(first, deploymentMade()).statusCode(200);
        admin().get(path()).then().statusCode(404);
    }

    @Test
    void shouldNotComeBackWithARouteThatIsMadeAnew() {
        order("\"forSeconds\":600").statusCode(200);

        admin().delete("/routes/" + model).then().statusCode(204);
        route(first, second).statusCode(201);

        admin().get(path()).then().statusCode(404);
    }

    @Test
    void shouldStayWhenTheCatalogIsAppliedThatDoesNotKnowOfIt() {
        String exported = admin().accept("application/yaml").get("/catalog").asString();
        order("\"forSeconds\":600").statusCode(200);

        yaml(exported).put("/catalog").then().statusCode(200).body("changed", equalTo(false));
        yaml("routes: [{model: " + model + ", maxOutputTokens: 9, tiers: [{deployments: [" + second + ", " + first
                        + "]}]}]")
                .put("/catalog")
                .then()
                .statusCode(200)
                .body("routes.updated.find { it.id == '" + model + "' }.fields", contains("maxOutputTokens", "tiers"));

        admin().get(path()).then().statusCode(200).body("deployments", contains(second, first));
        yaml("routes: [{model: " + model + ", tiers: [{deployments: [" + first + "]}]}]")
                .put("/catalog")
                .then()
                .statusCode(200);
        admin().get(path()).then().statusCode(404);
    }

    @Test
    void shouldNotBeSetOnARouteThatTheWriterHasNotSeen() {
        String seen = admin().get("/routes/" + model).header("ETag");
        route(second, first).statusCode(200);

        admin("{\"deployments\":[\"" + second + "\"],\"forSeconds\":60}")
                .header("If-Match", seen)
                .put(path())
                .then()
                .statusCode(412);
        admin().get(path()).then().statusCode(404);
        order("\"forSeconds\":60").statusCode(200);
        var shown = admin().get(path());
        admin().header("If-None-Match", shown.header("ETag")).get(path()).then().statusCode(304);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"deployments\":[\"FIRST\"]}                                             | until       | or 'forSeconds' is required",
                "{\"deployments\":[\"FIRST\"],\"forSeconds\":1,\"until\":\"2999-01-01T00:00:00Z\"} | until | and not both",
                "{\"deployments\":[\"FIRST\"],\"forSeconds\":0}                            | forSeconds  | must be 1 to 2592000",
                "{\"deployments\":[\"FIRST\"],\"forSeconds\":2592001}                      | forSeconds  | must be 1 to 2592000",
                "{\"deployments\":[\"FIRST\"],\"forSeconds\":\"60\"}                       | forSeconds  | a whole number",
                "{\"deployments\":[\"FIRST\"],\"until\":\"tomorrow\"}                      | until       | must be an instant",
                "{\"deployments\":[\"FIRST\"],\"until\":\"2020-01-01T00:00:00Z\"}          | until       | must be in the future",
                "{\"deployments\":[\"FIRST\"],\"until\":\"2999-01-01T00:00:00Z\"}          | until       | by 30 days at most",
                "{\"forSeconds\":60}                                                       | deployments | must name at least one",
                "{\"deployments\":[\"FIRST\",\"FIRST\"],\"forSeconds\":60}                 | deployments | a deployment twice",
                "{\"deployments\":[\"FIRST\",null],\"forSeconds\":60}                      | deployments[1] | must not be null",
                "{\"deployments\":[\"elsewhere\"],\"forSeconds\":60}                       | deployments | 'elsewhere', which is in none",
                "``                                                                        | body        | is required",
            })
    void shouldNameTheFieldAtFault(String body, String field, String rule) {
        admin(body.replace("FIRST", first))
                .put(path())
                .then()
                .statusCode(400)
                .body("field", equalTo(field))
                .body("detail", containsString(rule));
        admin().get(path()).then().statusCode(404);
    }

    @Test
    void shouldKnowNoOrderOfARouteThatDoesNotExist() {
        String nowhere = "/routes/" + fresh("nowhere") + "/order";

        admin().get(nowhere).then().statusCode(404);
        admin().delete(nowhere).then().statusCode(404);
        admin("{\"deployments\":[\"" + first + "\"],\"forSeconds\":60}")
                .put(nowhere)
                .then()
                .statusCode(404);
    }

    private ValidatableResponse order(String end) {
        return admin("{\"deployments\":[\"" + second + "\",\"" + first + "\"]," + end + "}")
                .put(path())
                .then();
    }

    private ValidatableResponse route(String... deployments) {
        return admin("{\"tiers\":[{\"deployments\":[\"" + String.join("\",\"", deployments) + "\"]}]}")
                .put("/routes/" + model)
                .then();
    }

    private String path() {
        return "/routes/" + model + "/order";
    }

    private Route published() {
        String snapshot = connection
                .client()
                .toCompletableFuture()
                .join()
                .<String>getBucket(Published.SNAPSHOT, StringCodec.INSTANCE)
                .get();
        return new CatalogCodec()
                .readSnapshot(snapshot).routes().stream()
                        .filter(route -> route.model().equals(model))
                        .findFirst()
                        .orElseThrow();
    }
}
