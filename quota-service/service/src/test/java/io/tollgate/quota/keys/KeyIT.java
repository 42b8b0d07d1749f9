package io.tollgate.quota.keys;

import static io.tollgate.quota.AdminApi.admin;
import static io.tollgate.quota.AdminApi.fresh;
import static io.tollgate.quota.AdminApi.key;
import static io.tollgate.quota.AdminApi.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.catalog.codec.CatalogCodec;
import io.tollgate.catalog.codec.KeyHash;
import io.tollgate.catalog.codec.Published;
import io.tollgate.ledger.redis.RedisConnection;
import io.tollgate.quota.Servers;
import jakarta.inject.Inject;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.redisson.client.codec.StringCodec;

@QuarkusTest
@WithTestResource(Servers.class)
class KeyIT {

    @Inject
    DataSource dataSource;

    @Inject
    RedisConnection redis;

    @Test
    void shouldShowAKeyOnceAndStoreOnlyItsHash() throws SQLException {
        String tenant = tenant();

        var made = key(tenant);
        String secret = made.<String>path("key");
        String id = made.<String>path("id");

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.header("Cache-Control")).isEqualTo("no-store");
        assertThat(made.header("Location")).endsWith("/admin/v1/tenants/" + tenant + "/keys/" + id);
        assertThat(secret).startsWith("tg_");
        admin().get("/tenants/" + tenant + "/keys/" + id)
                .then()
                .statusCode(200)
                .body(not(containsString(secret)))
                .body("application", equalTo("web shop"));
        admin().get("/tenants/" + tenant + "/keys").then().body(not(containsString(secret)));
        assertThat(rowsThatContain(secret)).isZero();
        assertThat(rowsThatContain(KeyHash.of(secret))).isOne();
        assertThat(published(secret)).contains(KeyHash.of(secret)).doesNotContain(secret);
    }

    @Test
    void shouldRevokeForGoodAndKeepTheRecord() {
        String tenant = tenant();
        var made = key(tenant);
        String url = "/tenants/" + tenant + "/keys/" + made.<String>path("id");

        admin().delete(url).then().statusCode(200).body("revoked", equalTo(true));

        assertThat(new CatalogCodec()
                        .readKey(published(made.<String>path("key")))
                        .revoked())
                .isTrue();
        admin().get(url).then().statusCode(200).body("revoked", equalTo(true));
        admin().delete(url).then().statusCode(200);
        admin().get("/tenants/" + tenant + "/keys").then().body("items", hasSize(1));
    }

    @Test
    void shouldTakeAKeyThatAnAdministratorBrings() {
        String tenant = tenant();
        String secret = fresh("a-key-that-was-in-use-elsewhere-before");
        String id = fresh("brought");
        String body = "{\"application\":\"app\",\"id\":\"" + id + "\",\"expiresAt\":\"2027-01-01T00:00:00Z\",\"key\":\""
                + secret + "\",\"limits\":[{\"kind\":\"tokens-per-minute\",\"perMinute\":5}]}";

        admin(body)
                .post("/tenants/" + tenant + "/keys")
                .then()
                .statusCode(201)
                .body("id", equalTo(id))
                .body("key", equalTo(secret))
                .body("expiresAt", equalTo("2027-01-01T00:00:00Z"))
                .body("limits[0].burst", equalTo(5));
        admin(body).post("/tenants/" + tenant + "/keys").then().statusCode(409).body("field", equalTo("id"));
        admin(body.replace(id, fresh("other")))
                .post("/tenants/" + tenant + "/keys")
                .then()
                .statusCode(409)
                .body("field", equalTo("key"))
                .body(not(containsString(secret)));
    }

    @Test
    void shouldReplaceAKeysLimits() {
        String tenant = tenant();
        var made = key(tenant);

        admin("[{\"kind\":\"requests-per-minute\",\"perMinute\":7}]")
                .put("/tenants/" + tenant + "/keys/" + made.<String>path("id") + "/limits")
                .then()
                .statusCode(200)
                .body("limits[0].perMinute", equalTo(7));

        assertThat(new CatalogCodec()
                        .readKey(published(made.<String>path("key")))
                        .limits())
                .hasSize(1);
    }

    @Test
    void shouldNotFindAKeyUnderAnotherTenant() {
        String owner = tenant();
        String other = tenant();
        String id = key(owner).<String>path("id");

        admin().get("/tenants/" + other + "/keys/" + id).then().statusCode(404);
        admin().delete("/tenants/" + other + "/keys/" + id).then().statusCode(404);
        admin().get("/tenants/" + other + "/keys").then().body("items.id", not(hasItem(id)));
        admin().get("/tenants/nobody/keys").then().statusCode(404);
    }

    @Test
    void shouldNameTheFieldAtFault() {
        String keys = "/tenants/" + tenant() + "/keys";

        admin("{}").post(keys).then().statusCode(400).body("field", equalTo("application"));
        admin("{\"application\":\"a\",\"expiresAt\":\"soon\"}")
                .post(keys)
                .then()
                .statusCode(400)
                .body("field", equalTo("expiresAt"));
        admin("{\"application\":\"a\",\"key\":\"weak\"}")
                .post(keys)
                .then()
                .statusCode(400)
                .body("field", equalTo("key"))
                .body(not(containsString("weak")));
        admin("{\"application\":\"a\"}").post("/tenants/nobody/keys").then().statusCode(404);
    }

    private String published(String secret) {
        return redis.client()
                .toCompletableFuture()
                .join()
                .<String>getBucket(Published.key(KeyHash.of(secret)), StringCodec.INSTANCE)
                .get();
    }

    private long rowsThatContain(String text) throws SQLException {
        long found = 0;
        for (String table : new String[] {"tenant", "api_key", "deployment", "route", "price", "state"}) {
            try (var connection = dataSource.getConnection();
                    var statement = connection.prepareStatement(
                            "select count(*) from catalog." + table + " row where row::text like '%' || ? || '%'")) {
                statement.setString(1, text);
                try (var rows = statement.executeQuery()) {
                    rows.next();
                    found += rows.getLong(1);
                }
            }
        }
        return found;
    }
}
