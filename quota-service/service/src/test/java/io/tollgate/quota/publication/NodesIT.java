package io.tollgate.quota.publication;

import static io.tollgate.quota.AdminApi.admin;
import static io.tollgate.quota.AdminApi.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tollgate.catalog.codec.Published;
import io.tollgate.ledger.redis.RedisConnection;
import io.tollgate.quota.Servers;
import io.tollgate.stack.servers.TestServers;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redisson.api.RMap;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

@QuarkusTest
@WithTestResource(Servers.class)
class NodesIT {

    @Inject
    RedisConnection connection;

    @AfterEach
    void forgetNodes() {
        nodes().clear();
    }

    @Test
    void shouldListTheNodesThatAreAlive() {
        says("node-b", 3, Duration.ZERO);
        says("node-a", 4, Duration.ofSeconds(3));
        says("node-gone", 4, Duration.ofSeconds(6));
        nodes().put("node-odd", "not a version");

        admin().get("/nodes")
                .then()
                .statusCode(200)
                .body("nodes.name", contains("node-a", "node-b"))
                .body("nodes.appliedVersion", contains(4, 3));
    }

    @Test
    void shouldSayHowFarTheCatalogHasCome() {
        Response written = admin("{\"name\":\"n\",\"costCentre\":\"c\"}").put("/tenants/" + tenant());
        int version = Integer.parseInt(written.header("x-tollgate-version"));

        admin().get("/version")
                .then()
                .statusCode(200)
                .body("version", equalTo(version))
                .body("publishedVersion", equalTo(version));
    }

    @Test
    void shouldWaitUntilEveryLiveNodeHasAppliedTheChange() {
        String id = tenant();
        says("node-1", 1, Duration.ZERO);
        says("node-gone", 1, Duration.ofMinutes(1));
        var topic = redis().getTopic(Published.CHANGES, StringCodec.INSTANCE);
        int listener = topic.addListener(
                String.class, (channel, version) -> says("node-1", Long.parseLong(version), Duration.ZERO));

        Response answer = rename(id);

        topic.removeListener(listener);
        assertThat(answer.header("x-tollgate-published")).isEqualTo("true");
        assertThat(answer.header("x-tollgate-applied")).isEqualTo("true");
    }

    @Test
    void shouldNotWaitForeverForANodeThatLagsBehind() {
        String id = tenant();
        says("node-slow", 0, Duration.ZERO);

        Response answer = rename(id);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("x-tollgate-applied")).isEqualTo("false");
    }

    @Test
    void shouldSayThatTheChangeIsKeptWhenRedisCannotTellOfNodes() {
        String id = tenant();
        TestServers.redis().freeze();
        try {
            Response answer = rename(id);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.header("x-tollgate-applied")).isEqualTo("false");
            admin().get("/nodes").then().statusCode(503).contentType("application/problem+json");
        } finally {
            TestServers.redis().thaw();
        }
        await().atMost(Duration.ofSeconds(5)).until(() -> admin().get("/nodes").statusCode() == 200);
    }

    @Test
    void shouldNotWaitForNodesWhenThereAreNone() {
        assertThat(rename(tenant()).header("x-tollgate-applied")).isEqualTo("true");
        admin().get("/nodes").then().body("nodes", hasSize(0)).body("version", greaterThan(0));
    }

    private static Response rename(String id) {
        return admin("{\"name\":\"renamed\",\"costCentre\":\"c\"}").put("/tenants/" + id + "?wait=applied");
    }

    private void says(String node, long version, Duration ago) {
        nodes().put(node, version + ":" + Instant.now().minus(ago).toEpochMilli());
    }

    private RMap<String, String> nodes() {
        return redis().getMap(Published.APPLIED, StringCodec.INSTANCE);
    }

    private RedissonClient redis() {
        return connection.client().toCompletableFuture().join();
    }
}
