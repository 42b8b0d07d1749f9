package io.tollgate.gateway.upstream.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tollgate.gateway.support.FakeBackend;
import io.tollgate.gateway.support.FakeBackend.Received;
import io.tollgate.gateway.support.FakeTimers;
import io.vertx.core.Vertx;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The protocols, against an endpoint that speaks them, with a clock that the test moves. */
class EntraTokensTest {

    private static final String MANAGED = "entra:managed-identity";
    private static final String WORKLOAD = "entra:workload-identity";

    @TempDir
    Path directory;

    private final Vertx vertx = Vertx.vertx();
    private final FakeBackend issuer = new FakeBackend();
    private final FakeTimers timers = new FakeTimers();
    private final Map<String, String> environment = new HashMap<>();
    private final EntraTokens tokens = new EntraTokens(
            vertx,
            new EntraConfig(issuer.url().toString(), "https://cognitiveservices.azure.com", environment::get),
            new Surroundings(() -> Instant.ofEpochMilli(timers.nowMillis()), timers::after, () -> 0L),
            reference -> true);

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        issuer.close();
    }

    @Test
    void shouldAskTheMetadataServiceOfAVirtualMachine() {
        issuer.answer(200, "{\"access_token\":\"of-vm\",\"expires_in\":\"3599\",\"token_type\":\"Bearer\"}");

        Secret secret = get(MANAGED);

        assertThat(secret).isEqualTo(new Secret("of-vm", true));
        Received asked = issuer.received().getFirst();
        assertThat(asked.uri()).startsWith("/metadata/identity/oauth2/token?");
        assertThat(query(asked.uri()))
                .containsOnly(
                        Map.entry("api-version", "2018-02-01"),
                        Map.entry("resource", "https://cognitiveservices.azure.com"));
        assertThat(asked.headers()).containsEntry("metadata", "true").doesNotContainKey("x-forwarded-for");
    }

    @Test
    void shouldNameOneOfSeveralIdentities() {
        issuer.answer(200, "{\"access_token\":\"of-one\",\"expires_in\":3599}");

        get(MANAGED + ":11111111-2222-3333-4444-555555555555");

        assertThat(query(issuer.received().getFirst().uri()))
                .containsEntry("client_id", "11111111-2222-3333-4444-555555555555");
    }

    @Test
    void shouldAskTheEndpointOfAppServiceWhereThereIsOne() {
        environment.put("IDENTITY_ENDPOINT", issuer.url() + "/msi/token");
        environment.put("IDENTITY_HEADER", "door-key");
        long expiresOn = timers.nowMillis() / 1_000 + 7_200;
        issuer.answer(200, "{\"access_token\":\"of-app\",\"expires_on\":\"" + expiresOn + "\"}");

        assertThat(get(MANAGED).value()).isEqualTo("of-app");

        Received asked = issuer.received().getFirst();
        assertThat(asked.uri()).startsWith("/msi/token?");
        assertThat(query(asked.uri()))
                .containsEntry("api-version", "2019-08-01")
                .containsEntry("resource", "https://cognitiveservices.azure.com");
        assertThat(asked.headers()).containsEntry("x-identity-header", "door-key");
        timers.pass(3_600_000 - 1);
        assertThat(issuer.received()).hasSize(1);
        timers.pass(1);
        await().until(() -> issuer.received().size() == 2);
    }

    @Test
    void shouldExchangeTheClustersTokenOfAWorkload() throws Exception {
        Path assertion = directory.resolve("token");
        Files.writeString(assertion, "cluster.token+one\n");
        environment.put("AZURE_TENANT_ID", "tenant-1");
        environment.put("AZURE_CLIENT_ID", "client-1");
        environment.put("AZURE_FEDERATED_TOKEN_FILE", assertion.toString());
        environment.put("AZURE_AUTHORITY_HOST", issuer.url() + "/");
        issuer.answer(200, "{\"access_token\":\"of-workload\",\"expires_in\":3600,\"refresh_in\":600}");

        assertThat(get(WORKLOAD)).isEqualTo(new Secret("of-workload", true));

        Received asked = issuer.received().getFirst();
        assertThat(asked.uri()).isEqualTo("/tenant-1/oauth2/v2.0/token");
        assertThat(asked.headers()).containsEntry("content-type", "application/x-www-form-urlencoded");
        assertThat(query("?" + asked.body()))
                .containsOnly(
                        Map.entry("grant_type", "client_credentials"),
                        Map.entry("client_id", "client-1"),
                        Map.entry("scope", "https://cognitiveservices.azure.com/.default"),
                        Map.entry("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
                        Map.entry("client_assertion", "cluster.token+one"));

        Files.writeString(assertion, "cluster.token+two\n");
        timers.pass(600_000);
        await().until(() -> issuer.received().size() == 2);
        assertThat(query("?" + issuer.received().getLast().body()))
                .containsEntry("client_assertion", "cluster.token+two");
    }

    @Test
    void shouldSayWhatIsMissing() {
        assertThatThrownBy(() -> get(WORKLOAD)).hasMessageContaining(WORKLOAD);
        assertThat(issuer.received()).isEmpty();
    }

    @Test
    void shouldFailWithoutShowingWhatTheIssuerSaid() {
        issuer.answer(400, "{\"error\":\"invalid_request\",\"error_description\":\"AADSTS70021: secret-detail\"}");
        assertThatThrownBy(() -> get(MANAGED)).hasMessageNotContaining("secret-detail");

        timers.pass(1_000);
        await().until(() -> issuer.received().size() == 2);
    }

    @Test
    void shouldNotTakeAnAnswerThatIsNone() {
        for (String answer : new String[] {
            "{}",
            "[]",
            "nonsense",
            "{\"access_token\":\"a\"}",
            "{\"access_token\":\"a\",\"expires_in\":0}",
            "{\"access_token\":7,\"expires_in\":\"soon\"}",
            "{\"expires_in\":3600}"
        }) {
            issuer.answer(200, answer);
            assertThatThrownBy(() -> get(MANAGED + ":" + answer.length()))
                    .as(answer)
                    .isNotNull();
        }
    }

    private Secret get(String reference) {
        var got = new CompletableFuture<Secret>();
        vertx.runOnContext(now -> tokens.get(reference).onSuccess(got::complete).onFailure(got::completeExceptionally));
        return got.orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static Map<String, String> query(String uri) {
        Map<String, String> fields = new TreeMap<>();
        Arrays.stream(uri.substring(uri.indexOf('?') + 1).split("&"))
                .map(field -> field.split("=", 2))
                .forEach(field -> fields.put(field[0], URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
        return fields;
    }
}
