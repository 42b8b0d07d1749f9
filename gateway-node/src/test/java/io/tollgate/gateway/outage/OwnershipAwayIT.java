package io.tollgate.gateway.outage;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tollgate.catalog.Tier;
import io.tollgate.catalog.backend.CapacityType;
import io.tollgate.gateway.support.RememberingBackend;
import io.tollgate.gateway.support.TestCatalog;
import io.tollgate.stack.servers.RedisServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of things that backends remember while nobody can say whose they are. */
@QuarkusTest
@QuarkusTestResource(value = OwnRedis.class, restrictToAnnotatedClass = true)
class OwnershipAwayIT {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String KEY = "owner-secret-key";

    private final RedisServer redis = OwnRedis.server();
    private final RememberingBackend backend = new RememberingBackend("only");

    @BeforeEach
    void publish() {
        try (var catalog = new TestCatalog(redis.url())) {
            catalog.tenant("owner", KEY);
            catalog.publish(
                    List.of(catalog.deployment("only", backend.url(), CapacityType.PAYG)),
                    TestCatalog.route("gpt-4o", new Tier(List.of("only"))));
        }
        await().atMost(SOON).until(() -> turn("").statusCode() == 200);
    }

    @AfterEach
    void close() {
        backend.close();
    }

    @Test
    void shouldGoOnAnsweringAndFailClosedUntilRedisIsBack() {
        String before = id(turn(""));
        redis.freeze();
        String meanwhile;
        try {
            await().atMost(SOON).until(() -> turn(previous(before)).statusCode() == 503);
            Response refused = turn(previous(before));
            assertThat(refused.<String>path("error.code")).isEqualTo("ownership_unavailable");
            assertThat(Long.parseLong(refused.header("retry-after"))).isPositive();
            assertThat(look(before).statusCode()).isEqualTo(503);

            meanwhile = id(turn(""));
            assertThat(backend.knows(meanwhile)).isTrue();
        } finally {
            redis.thaw();
        }

        await().atMost(SOON).until(() -> turn(previous(before)).statusCode() == 200);
        assertThat(turn(previous(meanwhile)).statusCode()).isEqualTo(404);
        assertThat(look(meanwhile).statusCode()).isEqualTo(404);
    }

    private static Response turn(String more) {
        return given().header("api-key", KEY)
                .contentType("application/json")
                .body("{\"model\":\"gpt-4o\",\"input\":\"Hello\"" + more + "}")
                .post("/v1/responses");
    }

    private static Response look(String id) {
        return given().header("api-key", KEY).get("/v1/responses/" + id);
    }

    private static String previous(String id) {
        return ",\"previous_response_id\":\"" + id + "\"";
    }

    private static String id(Response answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.path("id");
    }
}
