package io.tollgate.stack.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoCatalogTest {

    @Test
    void shouldPutTheSimulatorsWhereTheDeploymentsAre() {
        var catalog = DemoCatalog.with(Map.of(
                "ptu-1", URI.create("http://127.0.0.1:1001"),
                "payg-1", URI.create("http://127.0.0.1:1002"),
                "payg-2", URI.create("http://127.0.0.1:1003")));

        assertThat(catalog.tenants()).containsExactly("contoso", "fabrikam", "small");
        assertThat(catalog.yaml())
                .contains("url: http://127.0.0.1:1001", "url: http://127.0.0.1:1002", "url: http://127.0.0.1:1003")
                .doesNotContain("url: ${");
    }
}
