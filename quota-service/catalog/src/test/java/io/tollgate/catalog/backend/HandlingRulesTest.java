package io.tollgate.catalog.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.rules.InvalidCatalogException;
import java.net.URI;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandlingRulesTest {

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("parameters", () -> parameters("a b", 1)),
                fault("parameters", () -> parameters("", 1)),
                fault("parameters.model", () -> parameters("model", "gpt-5")),
                fault("parameters.stream", () -> parameters("stream", true)),
                fault("parameters.max_tokens", () -> parameters("max_tokens", 1)),
                fault("parameters.a", () -> parameters("a", null)),
                fault("parameters.a", () -> parameters("a", List.of(1))),
                fault("parameters.a", () -> parameters("a", Map.of("b", 1))),
                fault("parameters.a", () -> parameters("a", "x".repeat(1_001))),
                fault("parameters.a", () -> parameters("a", Double.NaN)),
                fault("parameters.a", () -> parameters("a", Double.POSITIVE_INFINITY)),
                fault("parameters", () -> handling(many(21), 0)),
                fault("probeSeconds", () -> handling(Map.of(), -1)),
                fault("probeSeconds", () -> handling(Map.of(), 86_401)),
                fault("mostConnections", () -> connection(-1, null, null)),
                fault("mostConnections", () -> connection(100_001, null, null)),
                fault("trust", () -> connection(0, "/etc/trust.pem", null)),
                fault("trust", () -> connection(0, "file:/a\nb", null)),
                fault("certificate.chain", () -> new Connection.ClientCertificate("chain.pem", "file:/k")),
                fault("certificate.key", () -> new Connection.ClientCertificate("file:/c", null)),
                fault("proxy", () -> connection(0, null, "https://proxy:3128")),
                fault("proxy", () -> connection(0, null, "http://proxy")),
                fault("proxy", () -> connection(0, null, "http://proxy:0")),
                fault("proxy", () -> connection(0, null, "http://proxy:99999")),
                fault("proxy", () -> connection(0, null, "http://me:secret@proxy:3128")),
                fault("consecutiveFailures", () -> new BreakerPolicy(0, 50, 20, 10, 2_000, 60_000)),
                fault("failurePercent", () -> new BreakerPolicy(5, 101, 20, 10, 2_000, 60_000)),
                fault("leastCalls", () -> new BreakerPolicy(5, 50, 1_001, 10, 2_000, 60_000)),
                fault("windowSeconds", () -> new BreakerPolicy(5, 50, 20, 3_601, 2_000, 60_000)),
                fault("openMillis", () -> new BreakerPolicy(5, 50, 20, 10, 99, 60_000)),
                fault("mostRetryAfterMillis", () -> new BreakerPolicy(5, 50, 20, 10, 2_000, 86_400_001)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void shouldNameTheFieldAtFault(String field, Executable making) {
        assertThatExceptionOfType(InvalidCatalogException.class)
                .isThrownBy(making::execute)
                .extracting(InvalidCatalogException::field)
                .isEqualTo(field);
    }

    @Test
    void shouldTakeTextsNumbersAndBooleans() {
        Map<String, Object> given = Map.of("temperature", 0.2, "seed", 7, "service_tier", "flex", "logprobs", false);

        assertThat(handling(given, 0).parameters()).isEqualTo(given);
        assertThat(handling(many(20), 0).parameters()).hasSize(20);
    }

    @Test
    void shouldNotChangeWithTheMapItWasMadeOf() {
        var given = new HashMap<String, Object>(Map.of("seed", 7));
        Handling handling = handling(given, 0);

        given.put("model", "gpt-5");

        assertThat(handling.parameters()).containsOnlyKeys("seed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "env:PTU_KEY",
                "file:/run/secrets/key",
                "entra:managed-identity",
                "entra:managed-identity:11111111-2222-3333-4444-555555555555",
                "entra:workload-identity"
            })
    void shouldTakeEveryFormOfCredential(String credential) {
        assertThatCode(() -> deployment(BackendApi.AZURE_V1, credential)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "AZURE_V1, entra:",
        "AZURE_V1, entra:managed-identity:",
        "AZURE_V1, entra:managed-identity:a b",
        "AZURE_V1, entra:workload-identity:x",
        "AZURE_V1, eyJhbGciOi",
        "OPENAI, entra:managed-identity",
        "OPENAI, entra:workload-identity",
    })
    void shouldRefuseACredentialThatIsNoReference(BackendApi api, String credential) {
        assertThatExceptionOfType(InvalidCatalogException.class)
                .isThrownBy(() -> deployment(api, credential))
                .extracting(InvalidCatalogException::field)
                .isEqualTo("credential");
    }

    private static Arguments fault(String field, Executable making) {
        return Arguments.of(field, making);
    }

    private static Handling parameters(String name, Object value) {
        return handling(Collections.singletonMap(name, value), 0);
    }

    private static Handling handling(Map<String, Object> parameters, long probeSeconds) {
        return new Handling(parameters, null, null, probeSeconds);
    }

    private static Map<String, Object> many(int number) {
        return IntStream.range(0, number).boxed().collect(Collectors.toMap(i -> "field_" + i, i -> i));
    }

    private static Connection connection(int most, String trust, String proxy) {
        return new Connection(
                most,
                false,
                Optional.ofNullable(trust),
                Optional.empty(),
                Optional.ofNullable(proxy).map(URI::create));
    }

    private static Deployment deployment(BackendApi api, String credential) {
        return new Deployment(
                "d",
                URI.create("https://host"),
                api,
                Optional.empty(),
                "m",
                "m",
                CapacityType.PAYG,
                "r",
                credential,
                true,
                Optional.empty(),
                Handling.DEFAULT);
    }
}
