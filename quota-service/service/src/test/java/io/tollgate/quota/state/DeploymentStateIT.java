package io.tollgate.quota.state;

import static io.tollgate.quota.AdminApi.admin;
import static io.tollgate.quota.AdminApi.deployment;
import static io.tollgate.quota.AdminApi.deploymentMade;
import static io.tollgate.quota.AdminApi.fresh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.tollgate.catalog.codec.CatalogCodec;
import io.tollgate.catalog.codec.Published;
import io.tollgate.catalog.signals.DeploymentSignals;
import io.tollgate.catalog.signals.NodeSignals;
import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.Debit;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.Reservation;
import io.tollgate.ledger.ReservationId;
import io.tollgate.ledger.ReserveResult;
import io.tollgate.ledger.limits.CapacityAccounts;
import io.tollgate.ledger.redis.RedisConnection;
import io.tollgate.quota.Servers;
import io.tollgate.stack.servers.TestServers;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redisson.api.RMap;
import org.redisson.client.codec.StringCodec;

@QuarkusTest
@WithTestResource(Servers.class)
class DeploymentStateIT {

    /** By a clock that is ahead, so that a slow machine does not make a node silent. */
    private static final Duration RIGHT_NOW = Duration.ofSeconds(-30);

    @Inject
    RedisConnection connection;

    @Inject
    Ledger ledger;

    @AfterEach
    void forgetNodes() {
        nodes().clear();
    }

    @Test
    void shouldMergeWhatNodesSay() {
        String id = deploymentMade();
        says("node-b", RIGHT_NOW, id, new DeploymentSignals(3, 100_000, 10_000, 300, "closed", 0, 0.5));
        says("node-a", RIGHT_NOW, id, new DeploymentSignals(4, 200_000, 0, 100, "half-open", 60_000, 0.97));
        says("node-c", RIGHT_NOW, id, new DeploymentSignals(0, 0, 0, 0, "closed", 0, -1));
        says("node-d", RIGHT_NOW, "another", new DeploymentSignals(9, 1, 1, 1, "open", 60_000, 1));

        state(id)
                .body("id", equalTo(id))
                .body("enabled", equalTo(true))
                .body("capacity", equalTo("ptu"))
                .body("inFlight", equalTo(7))
                .body("breaker", equalTo("half-open"))
                .body("latency.firstTokenMillis", equalTo(125f))
                .body("latency.perTokenMillis", equalTo(10f))
                .body("latency.samples", equalTo(400f))
                .body("utilisation.backend", equalTo(0.97f))
                .body("utilisation.ledger", nullValue())
                .body("levels", nullValue())
                .body("nodes.name", contains("node-a", "node-b", "node-c"))
                .body("nodes.inFlight", contains(4, 3, 0))
                .body("nodes.breaker", contains("half-open", "closed", "closed"))
                .body("nodes.utilisation", contains(0.97f, 0.5f, null))
                .body("nodes[0].latency.firstTokenMillis", equalTo(200f))
                .body("nodes[0].latency.perTokenMillis", nullValue())
                .body("nodes[2].latency", nullValue());
    }

    @Test
    void shouldBeOpenUntilTheLastNodeTriesAgain() {
        String id = deploymentMade();
        Instant wrote = says("node-a", RIGHT_NOW, id, new DeploymentSignals(0, 0, 0, 0, "open", 60_000, -1));
        says("node-b", RIGHT_NOW, id, new DeploymentSignals(0, 0, 0, 0, "half-open", 1, -1));
        says("node-c", RIGHT_NOW, id, new DeploymentSignals(0, 0, 0, 0, "closed", 0, -1));

        state(id)
                .body("breaker", equalTo("open"))
                .body("restsUntil", equalTo(wrote.plusSeconds(60).toString()))
                .body("nodes[0].restsUntil", equalTo(wrote.plusSeconds(60).toString()))
                .body("nodes[2].restsUntil", nullValue());
    }

    @Test
    void shouldRestWhileABackendAskedForItThoughNoBreakerIsOpen() {
        String id = deploymentMade();
        Instant wrote = says("node-a", RIGHT_NOW, id, new DeploymentSignals(0, 0, 0, 0, "closed", 30_000, -1));

        state(id)
                .body("breaker", equalTo("closed"))
                .body("restsUntil", equalTo(wrote.plusSeconds(30).toString()));
    }

    @Test
    void shouldNotHeedNodesThatHaveGone() {
        String id = deploymentMade();
        says("node-gone", Duration.ofMillis(NodeSignals.FRESH_MILLIS + 1), id, busy());
        says("node-here", RIGHT_NOW, id, new DeploymentSignals(2, 0, 0, 0, "closed", 0, -1));
        nodes().put("node-odd", "not a signal");

        state(id)
                .body("nodes.name", contains("node-here"))
                .body("inFlight", equalTo(2))
                .body("breaker", equalTo("closed"));
    }

    @Test
    void shouldBeQuietWhereNobodySaysAnything() {
        state(deploymentMade())
                .body("breaker", equalTo("closed"))
                .body("restsUntil", nullValue())
                .body("latency", nullValue())
                .body("utilisation.backend", nullValue())
                .body("inFlight", equalTo(0))
                .body("nodes", hasSize(0));
    }

    @Test
    void shouldSayHowFullTheLedgerThinksItIs() {
        String id = fresh("deployment");
        admin(deployment()
                        .replaceFirst(
                                "}$",
                                ",\"limits\":{\"tokensPerMinute\":60,\"tokenBurst\":1000,\"requestsPerMinute\":60}}"))
                .put("/deployments/" + id)
                .then()
                .statusCode(201);
        state(id).body("utilisation.ledger", equalTo(0f)).body("openReservations", equalTo(0));

        var taken = new Reservation(
                CapacityAccounts.account(id),
                new ReservationId(fresh("reservation")),
                List.of(new Debit(new Bucket("tokens", 60, 1_000), 800)),
                Duration.ofMinutes(5));
        assertThat(ledger.reserve(taken).toCompletableFuture().join()).isInstanceOf(ReserveResult.Granted.class);

        // A token a second comes back meanwhile.
        state(id)
                .body("utilisation.ledger", greaterThan(0.6f))
                .body("utilisation.ledger", lessThanOrEqualTo(0.8f))
                .body("openReservations", equalTo(1))
                .body("levels.limit", contains("tokens", "requests"))
                .body("levels[0].burst", equalTo(1000));
    }

    @Test
    void shouldKnowNoStateOfADeploymentThatDoesNotExist() {
        says("node-a", RIGHT_NOW, "nowhere", busy());

        admin().get("/deployments/nowhere/state")
                .then()
                .statusCode(404)
                .body("detail", equalTo("deployment 'nowhere' does not exist"));
    }

    @Test
    void shouldSayWhenRedisDoesNotAnswer() {
        String id = deploymentMade();
        TestServers.redis().freeze();
        try {
            admin().get("/deployments/" + id + "/state")
                    .then()
                    .statusCode(503)
                    .body("type", equalTo("urn:tollgate:problem:unavailable"));
        } finally {
            TestServers.redis().thaw();
        }
        await().atMost(Duration.ofSeconds(5))
                .until(() -> admin().get("/deployments/" + id + "/state").statusCode() == 200);
    }

    private static DeploymentSignals busy() {
        return new DeploymentSignals(9, 1_000, 1_000, 9, "open", 60_000, 1);
    }

    private static ValidatableResponse state(String id) {
        return admin().get("/deployments/" + id + "/state").then().statusCode(200);
    }

    /** Returns the moment at which the node is made to have said it. */
    private Instant says(String node, Duration ago, String deployment, DeploymentSignals signals) {
        long atMillis = Instant.now().minus(ago).toEpochMilli();
        nodes().put(node, new CatalogCodec().write(new NodeSignals(atMillis, Map.of(deployment, signals))));
        return Instant.ofEpochMilli(atMillis);
    }

    private RMap<String, String> nodes() {
        return connection.client().toCompletableFuture().join().getMap(Published.SIGNALS, StringCodec.INSTANCE);
    }
}
