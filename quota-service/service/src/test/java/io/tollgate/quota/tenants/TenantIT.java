package io.tollgate.quota.tenants;

import static io.tollgate.quota.AdminApi.admin;
import static io.tollgate.quota.AdminApi.fresh;
import static io.tollgate.quota.AdminApi.key;
import static io.tollgate.quota.AdminApi.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.quota.Servers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class TenantIT {

    private static final String TENANT = "{\"name\":\"Contoso\",\"costCentre\":\"0815\"}";

    @Test
    void shouldCreateReadReplaceAndDelete() {
        String id = fresh("crud");

        admin(TENANT)
                .put("/tenants/" + id)
                .then()
                .statusCode(201)
                .header("Location", endsWith("/admin/v1/tenants/" + id))
                .header("x-tollgate-published", "true")
                .header("x-tollgate-version", matchesPattern("[0-9]+"))
                .body("id", equalTo(id))
                .body("enabled", equalTo(true))
                .body("limits", hasSize(0));
        admin("{\"name\":\"Contoso\",\"costCentre\":4711,\"enabled\":false,\"models\":[\"b\",\"a\"]}")
                .put("/tenants/" + id)
                .then()
                .statusCode(200);
        admin().get("/tenants/" + id)
                .then()
                .statusCode(200)
                .body("costCentre", equalTo("4711"))
                .body("enabled", equalTo(false))
                .body("models", contains("a", "b"));
        admin().delete("/tenants/" + id).then().statusCode(204);
        admin().get("/tenants/" + id).then().statusCode(404);
    }

    @Test
    void shouldDenyModels() {
        String id = fresh("denied");
        admin("{\"name\":\"n\",\"costCentre\":\"c\",\"models\":[\"a\",\"b\"],\"deniedModels\":[\"c\",\"b\"]}")
                .put("/tenants/" + id)
                .then()
                .statusCode(201)
                .body("deniedModels", contains("b", "c"));

        var standing = admin().get("/tenants/" + id);
        assertThat(admin(standing.asString()).put("/tenants/" + id).header("ETag"))
                .isEqualTo(standing.header("ETag"));
        admin("[]").put("/tenants/" + id + "/limits").then().statusCode(200);
        admin().get("/tenants/" + id).then().body("deniedModels", contains("b", "c"));
        admin("{\"name\":\"n\",\"costCentre\":\"c\",\"deniedModels\":[\"a\",null]}")
                .put("/tenants/" + id)
                .then()
                .statusCode(400)
                .body("field", equalTo("deniedModels[1]"));
        admin(TENANT).put("/tenants/" + id).then().statusCode(200).body("deniedModels", hasSize(0));
    }

    @Test
    void shouldCreateByPostOnlyOnce() {
        String id = fresh("post");
        String body = "{\"id\":\"" + id + "\",\"name\":\"n\",\"costCentre\":\"c\"}";

        admin(body).post("/tenants").then().statusCode(201).header("Location", endsWith("/admin/v1/tenants/" + id));
        admin(body).post("/tenants").then().statusCode(409).body("detail", containsString("exists"));
    }

    @Test
    void shouldNotWriteOverAChangeThatTheWriterHasNotSeen() {
        String id = tenant();
        String seen = admin().get("/tenants/" + id).header("ETag");
        admin("{\"name\":\"changed\",\"costCentre\":\"c\"}")
                .put("/tenants/" + id)
                .then()
                .statusCode(200);

        admin(TENANT)
                .header("If-Match", seen)
                .put("/tenants/" + id)
                .then()
                .statusCode(412)
                .body("field", equalTo("If-Match"));
        admin().header("If-Match", seen).delete("/tenants/" + id).then().statusCode(412);
        admin(TENANT).header("If-None-Match", "*").put("/tenants/" + id).then().statusCode(412);

        String current = admin().get("/tenants/" + id).header("ETag");
        admin(TENANT).header("If-Match", current).put("/tenants/" + id).then().statusCode(200);
    }

    @Test
    void shouldAnswerNotModifiedToAReaderWhoHasIt() {
        String id = tenant();
        String tag = admin().get("/tenants/" + id).header("ETag");

        var again = admin().header("If-None-Match", tag).get("/tenants/" + id);

        assertThat(tag).matches("\"[0-9]+\"");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.header("ETag")).isEqualTo(tag);
        assertThat(again.asString()).isEmpty();
    }

    @Test
    void shouldKeepTheVersionWhenAWriteChangesNothing() {
        String id = tenant();
        var first = admin(TENANT).put("/tenants/" + id);

        var second = admin(TENANT).put("/tenants/" + id);

        assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(second.header("x-tollgate-version")).isEqualTo(first.header("x-tollgate-version"));
    }

    @Test
    void shouldListInPages() {
        List<String> ids = List.of(tenant(), tenant(), tenant());
        var seen = new ArrayList<String>();
        String after = "";
        while (after != null) {
            var page = admin().get("/tenants?limit=2&after=" + after);
            assertThat(page.<List<Object>>path("items")).hasSizeLessThanOrEqualTo(2);
            seen.addAll(page.<List<String>>path("items.id"));
            after = page.<String>path("next");
        }

        assertThat(seen).containsAll(ids).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void shouldKeepATenantWhoseKeysAreInUse() {
        String id = tenant();
        String keyId = key(id).<String>path("id");

        admin().delete("/tenants/" + id)
                .then()
                .statusCode(409)
                .body("detail", containsString("key '" + keyId + "', which is not revoked"));
        admin().delete("/tenants/" + id + "/keys/" + keyId).then().statusCode(200);
        admin().delete("/tenants/" + id).then().statusCode(204);
    }

    @Test
    void shouldReplaceLimits() {
        String id = tenant();

        admin("[{\"kind\":\"tokens-per-minute\",\"perMinute\":1000},"
                        + "{\"kind\":\"REQUESTS_PER_MINUTE\",\"perMinute\":60,\"burst\":10}]")
                .put("/tenants/" + id + "/limits")
                .then()
                .statusCode(200)
                .body("kind", contains("tokens-per-minute", "requests-per-minute"))
                .body("burst", contains(1000, 10));
        var limits = admin().get("/tenants/" + id + "/limits");
        assertThat(limits.header("ETag"))
                .isEqualTo(admin().get("/tenants/" + id).header("ETag"));
        admin("[]")
                .header("If-Match", "\"1\"")
                .put("/tenants/" + id + "/limits")
                .then()
                .statusCode(412);
        admin("[{\"kind\":\"tokens-per-minute\"}]")
                .put("/tenants/" + id + "/limits")
                .then()
                .statusCode(400)
                .body("field", equalTo("limits[0].perMinute"));
        admin("[]").put("/tenants/" + id + "/limits").then().statusCode(200).body("", hasSize(0));
        admin("[]").put("/tenants/nobody/limits").then().statusCode(404);
    }
}
