package io.tollgate.quota.products;

import static io.tollgate.quota.AdminApi.admin;
import static io.tollgate.quota.AdminApi.fresh;
import static io.tollgate.quota.AdminApi.tenant;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.quota.Servers;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class ProductIT {

    @Test
    void shouldCreateReadReplaceAndDelete() {
        String id = fresh("product");

        admin("{\"name\":\"Gold\"}")
                .put("/products/" + id)
                .then()
                .statusCode(201)
                .header("Location", endsWith("/admin/v1/products/" + id))
                .body("timeZone", equalTo("UTC"))
                .body("limits", hasSize(0));
        admin(
                        "{\"name\":\"Gold\",\"timeZone\":\"Europe/Berlin\",\"limits\":[{\"kind\":\"concurrent-requests\",\"most\":3}]}")
                .put("/products/" + id)
                .then()
                .statusCode(200)
                .body("limits[0].most", equalTo(3));
        admin().get("/products/" + id).then().statusCode(200).body("timeZone", equalTo("Europe/Berlin"));
        admin().get("/products?limit=500").then().body("items.findAll { it.id == '" + id + "' }", hasSize(1));
        admin("{\"id\":\"" + id + "\",\"name\":\"Gold\"}")
                .post("/products")
                .then()
                .statusCode(409);
        admin().delete("/products/" + id).then().statusCode(204);
        admin().get("/products/" + id).then().statusCode(404);
    }

    @Test
    void shouldKeepAProductThatATenantIsOf() {
        String product = product();
        String tenant = tenant();
        admin(tenantOf(product))
                .put("/tenants/" + tenant)
                .then()
                .statusCode(200)
                .body("product", equalTo(product));

        admin().delete("/products/" + product)
                .then()
                .statusCode(409)
                .body("detail", containsString("tenant '" + tenant + "'"));
        admin("{\"name\":\"n\",\"costCentre\":\"c\"}")
                .put("/tenants/" + tenant)
                .then()
                .statusCode(200);
        admin().delete("/products/" + product).then().statusCode(204);
    }

    @Test
    void shouldKeepItInADocumentToo() {
        String product = product();
        String tenant = tenant();
        admin(tenantOf(product)).put("/tenants/" + tenant).then().statusCode(200);

        admin("{\"products\":[]}")
                .put("/catalog")
                .then()
                .statusCode(400)
                .body("field", equalTo("products"))
                .body("detail", containsString("must keep '"));
        admin("{\"products\":[],\"tenants\":[]}").put("/catalog").then().statusCode(200);
        admin(tenantOf(product)).put("/tenants/" + tenant).then().statusCode(400);
    }

    @Test
    void shouldRefuseATenantOfAProductThatDoesNotExist() {
        admin(tenantOf("nothing"))
                .put("/tenants/" + fresh("tenant"))
                .then()
                .statusCode(400)
                .body("field", equalTo("product"))
                .body("detail", containsString("'nothing', which does not exist"));
    }

    @Test
    void shouldRefuseATimeZoneThatNobodyKnows() {
        admin("{\"name\":\"n\",\"costCentre\":\"c\",\"timeZone\":\"Europe/Atlantis\"}")
                .put("/tenants/" + fresh("tenant"))
                .then()
                .statusCode(400)
                .body("field", equalTo("timeZone"));
    }

    private static String product() {
        String id = fresh("product");
        admin("{\"name\":\"Gold\"}").put("/products/" + id).then().statusCode(201);
        return id;
    }

    private static String tenantOf(String product) {
        return "{\"name\":\"n\",\"costCentre\":\"c\",\"product\":\"" + product + "\"}";
    }
}
