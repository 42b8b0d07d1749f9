package io.tollgate.usage.wiring;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.usage.support.Usage;
import io.tollgate.usage.support.UsageServers;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(UsageServers.class)
class LabelsIT {

    @Test
    void shouldMakeNoLabelsOfWhatCallersMakeUp() {
        for (int i = 0; i < 30; i++) {
            given().get("/made-up-" + i).then().statusCode(401);
            given().get("/usage/v1/made-up-" + i).then().statusCode(401);
            given().get("/usage/v1/requests/made-up-" + i).then().statusCode(401);
            given().request("MADEUP" + i, "/usage/v1/chargeback").then().statusCode(401);
            Usage.authorized().get("/usage/v1/made-up-" + i).then().statusCode(404);
            Usage.authorized().get("/usage/v1/requests/made-up-" + i).then().statusCode(404);
            Usage.authorized().get("/usage/v1/chargeback?made-up=" + i).then().statusCode(400);
        }

        String metrics = await().until(
                        () -> given().get("/q/metrics").asString(),
                        text -> text.contains("uri=\"UNKNOWN\"") && text.contains("method=\"OTHER\""));

        assertThat(metrics)
                .contains("uri=\"/usage/v1/requests/{id}\"")
                .doesNotContain("made-up")
                .doesNotContain("MADEUP");
    }
}
