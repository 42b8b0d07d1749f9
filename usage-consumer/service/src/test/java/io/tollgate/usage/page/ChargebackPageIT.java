package io.tollgate.usage.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tollgate.usage.support.UsageServers;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be known of the page without a browser; {@code ./tollgate prove usage page} opens it in one. */
@QuarkusTest
@QuarkusTestResource(UsageServers.class)
class ChargebackPageIT {

    private static final Pattern REFERENCE =
            Pattern.compile("(?:src|href)=\"([^\"#][^\"]*)\"|(?:from|import) '([^']+)'|url\\(\"?([^\")#]+)\"?\\)");
    private static final Pattern ABSOLUTE =
            Pattern.compile("(?:https?:)?//[a-z0-9.-]+\\.[a-z]{2,}", Pattern.CASE_INSENSITIVE);

    @ParameterizedTest
    @ValueSource(strings = {"/chargeback", "/chargeback/"})
    void shouldServeThePageWithoutAKey(String path) {
        Response page = given().get(path);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.contentType()).startsWith("text/html");
        assertThat(page.asString()).contains("<title>Chargeback");
    }

    @Test
    void shouldLetThePageLoadAndRunNothingButItsOwnFiles() {
        for (String path : Set.of("/chargeback", "/chargeback/app.js", "/chargeback/base.css")) {
            Response answer = given().get(path);
            assertThat(answer.header("Content-Security-Policy"))
                    .as(path)
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe", "*");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.headers().getValues("Cache-Control")).containsExactly("no-cache");
        }
        assertThat(given().get("/chargeback").asString()).doesNotContain("<style", " style=", "onclick", "<script>");
    }

    @Test
    void shouldReferToFilesThatAreThereAndToNothingElsewhere() {
        Set<String> seen = new TreeSet<>();
        Deque<URI> open = new ArrayDeque<>(Set.of(URI.create("/chargeback")));
        while (!open.isEmpty()) {
            URI address = open.pop();
            if (!seen.add(address.toString())) {
                continue;
            }
            Response file = given().get(address.toString());
            assertThat(file.statusCode()).as(address.toString()).isEqualTo(200);
            String text = file.asString().replace("http://www.w3.org/2000/svg", "");
            assertThat(ABSOLUTE.matcher(text).results())
                    .as(address + " speaks to itself only")
                    .isEmpty();
            REFERENCE.matcher(text).results().forEach(match -> {
                for (int group = 1; group <= match.groupCount(); group++) {
                    if (match.group(group) != null) {
                        open.add(address.resolve(match.group(group)));
                    }
                }
            });
        }

        assertThat(seen)
                .contains(
                        "/chargeback/app.js",
                        "/chargeback/decimal.js",
                        "/chargeback/parts.css",
                        "/chargeback/icon.svg");
    }

    @Test
    void shouldStillWantTheKeyForFigures() {
        assertThat(given().get("/usage/v1/chargeback").statusCode()).isEqualTo(401);
        assertThat(given().get("/chargeback/absent.js").statusCode()).isIn(401, 404);
    }
}
