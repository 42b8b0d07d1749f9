package io.tollgate.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tollgate.catalog.backend.BackendApi;
import io.tollgate.catalog.backend.CapacityType;
import io.tollgate.catalog.backend.Handling;
import io.tollgate.catalog.rules.InvalidCatalogException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every record refuses what it should, and names the field. */
class RecordRulesTest {

    static Stream<Arguments> faults() {
        Limit tokens = Limit.of(LimitKind.TOKENS_PER_MINUTE, 1);
        return Stream.of(
                fault("id", () -> tenant(null, "n", "c", List.of())),
                fault("id", () -> tenant("a b", "n", "c", List.of())),
                fault("id", () -> tenant("-a", "n", "c", List.of())),
                fault("id", () -> tenant("a".repeat(64), "n", "c", List.of())),
                fault("name", () -> tenant("t", " ", "c", List.of())),
                fault("name", () -> tenant("t", "a\nb", "c", List.of())),
                fault("costCentre", () -> tenant("t", "n", null, List.of())),
                fault("limits", () -> tenant("t", "n", "c", List.of(tokens, tokens))),
                fault("kind", () -> new Limit(null, 1, 1)),
                fault("perMinute", () -> new Limit(LimitKind.TOKENS_PER_MINUTE, 0, 1)),
                fault("perMinute", () -> new Limit(LimitKind.TOKENS_PER_MINUTE, Limit.MOST_PER_MINUTE + 1, 1)),
                fault("burst", () -> new Limit(LimitKind.TOKENS_PER_MINUTE, 1, 0)),
                fault("burst", () -> new Limit(LimitKind.TOKENS_PER_MINUTE, 1, Limit.MOST_PER_MINUTE + 1)),
                fault("amount", () -> Limit.concurrent(0)),
                fault("amount", () -> Limit.concurrent(Limit.MOST_PER_MINUTE + 1)),
                fault("amount", () -> Limit.perPeriod(LimitKind.MONEY_BUDGET, 0, LimitPeriod.DAY)),
                fault(
                        "amount",
                        () -> Limit.perPeriod(LimitKind.TOKEN_QUOTA, Limit.MOST_PER_PERIOD + 1, LimitPeriod.DAY)),
                fault("burst", () -> new Limit(LimitKind.CONCURRENT_REQUESTS, 1, 1)),
                fault("period", () -> new Limit(LimitKind.TOKEN_QUOTA, 1, 0)),
                fault("period", () -> Limit.perPeriod(LimitKind.CONCURRENT_REQUESTS, 1, LimitPeriod.DAY)),
                fault("model", () -> tokens.withModel("a b")),
                fault("product", () -> placed("a b", "UTC", "standard")),
                fault("timeZone", () -> placed("p", "Mars/Olympus", "standard")),
                fault("priority", () -> placed("p", "UTC", "a b")),
                fault("name", () -> new Product("p", "", "UTC", List.of())),
                fault("timeZone", () -> new Product("p", "n", "+25:00", List.of())),
                fault("name", () -> new PriorityClass("", Set.of(), 0)),
                fault("aliases", () -> new PriorityClass("a", Set.of("a b"), 0)),
                fault("maxWaitMillis", () -> new PriorityClass("a", Set.of(), 60_001)),
                fault("hash", () -> key("A".repeat(64), List.of())),
                fault("limits", () -> key(Samples.HASH, List.of(tokens, tokens))),
                fault("url", () -> deployment("ftp://host", "2024-10-21", "env:K")),
                fault("url", () -> deployment("https:///path", "2024-10-21", "env:K")),
                fault("url", () -> deployment("https://user@host", "2024-10-21", "env:K")),
                fault("url", () -> deployment("https://host?a=b", "2024-10-21", "env:K")),
                fault("url", () -> deployment("https://host:99999", "2024-10-21", "env:K")),
                fault("url", () -> deployment("https://host:65536/path", "2024-10-21", "env:K")),
                fault("url", () -> deployment("https://host:0", "2024-10-21", "env:K")),
                fault("apiVersion", () -> deployment("https://host", null, "env:K")),
                fault("apiVersion", () -> deployment("https://host", "2024\r\n", "env:K")),
                fault("credential", () -> deployment("https://host", "2024-10-21", "sk-the-key-itself")),
                fault("tiers", () -> new Route("m", Set.of(), Set.of(), 1, List.of())),
                fault("tiers", () -> new Route("m", Set.of(), Set.of(), 1, List.of(tier("a"), tier("a")))),
                fault("aliases", () -> new Route("m", Set.of("a b"), Set.of(), 1, List.of(tier("a")))),
                fault("maxOutputTokens", () -> new Route("m", Set.of(), Set.of(), -1, List.of(tier("a")))),
                fault("deployments", () -> tier()),
                fault("deployments", () -> tier("a", "a")),
                fault("currency", () -> price("usd", 1)),
                fault("inputPerMillion", () -> price("USD", -1)),
                fault("inputPerMillion", () -> price("USD", 1_000_000_000_000_001L)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void shouldNameTheFieldAtFault(String field, Executable making) {
        assertThatExceptionOfType(InvalidCatalogException.class)
                .isThrownBy(making::execute)
                .withMessageStartingWith("'" + field + "' ")
                .extracting(InvalidCatalogException::field)
                .isEqualTo(field);
    }

    @Test
    void shouldPlaceAFaultInAPlainValue() {
        assertThat(new InvalidCatalogException("", "is unknown").within("operations[2]"))
                .hasMessage("'operations[2]' is unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "gpt-4o", "Meta-Llama-3.1_70B", "x.y"})
    void shouldTakeEveryUsualIdentifier(String id) {
        assertThat(tenant(id, "n", "c", List.of()).id()).isEqualTo(id);
    }

    @Test
    void shouldPlaceAFaultWithinItsDocument() {
        var fault = new InvalidCatalogException("burst", "must be 1 or more");

        assertThat(fault.within("limits[1]").within("tenants[0]"))
                .hasMessage("'tenants[0].limits[1].burst' must be 1 or more")
                .extracting(InvalidCatalogException::field)
                .isEqualTo("tenants[0].limits[1].burst");
    }

    @Test
    void shouldLetATenantWithoutModelsCallEveryRoute() {
        assertThat(tenant("t", "n", "c", List.of()).mayCall("anything")).isTrue();
        assertThat(Samples.tenant().mayCall("gpt-4o")).isTrue();
        assertThat(Samples.tenant().mayCall("gpt-5")).isFalse();
    }

    @Test
    void shouldLetADenialWinOverAPermission() {
        Tenant denied = new Tenant(
                "t",
                "n",
                "c",
                true,
                Set.of("a", "b"),
                Set.of("b"),
                List.of(),
                Optional.empty(),
                "UTC",
                Optional.empty());

        assertThat(denied.mayCall("a")).isTrue();
        assertThat(denied.mayCall("b")).isFalse();
        assertThat(denied.withEnabled(false).withLimits(List.of()).mayCall("b")).isFalse();
        assertThat(Samples.denyingTenant().mayCall("gpt-4o")).isTrue();
        assertThat(Samples.denyingTenant().mayCall("gpt-5")).isFalse();
    }

    @Test
    void shouldServeEveryOperationUnlessSomeAreNamed() {
        var chatOnly = new Route("m", Set.of(), Set.of(Operation.CHAT_COMPLETIONS), 1, List.of(tier("a")));

        assertThat(Samples.route("m", "a").serves(Operation.EMBEDDINGS)).isTrue();
        assertThat(chatOnly.serves(Operation.CHAT_COMPLETIONS)).isTrue();
        assertThat(chatOnly.serves(Operation.EMBEDDINGS)).isFalse();
    }

    @Test
    void shouldRefuseAKeyFromItsExpiryOn() {
        Instant expiry = Samples.key().expiresAt().orElseThrow();

        assertThat(Samples.key().usableAt(expiry.minusMillis(1))).isTrue();
        assertThat(Samples.key().usableAt(expiry)).isFalse();
        assertThat(Samples.key().asRevoked().usableAt(expiry.minusMillis(1))).isFalse();
    }

    @Test
    void shouldNotChangeWithTheListItWasMadeOf() {
        var limits = new ArrayList<>(List.of(Limit.of(LimitKind.TOKENS_PER_MINUTE, 1)));
        Tenant tenant = tenant("t", "n", "c", limits);

        limits.clear();

        assertThat(tenant.limits()).hasSize(1);
    }

    private static Arguments fault(String field, Executable making) {
        return Arguments.of(field, making);
    }

    private static Tenant tenant(String id, String name, String costCentre, List<Limit> limits) {
        return new Tenant(id, name, costCentre, true, Set.of(), limits);
    }

    private static Tenant placed(String product, String timeZone, String priority) {
        return new Tenant("t", "n", "c", true, null, null, null, Optional.of(product), timeZone, Optional.of(priority));
    }

    private static ApiKey key(String hash, List<Limit> limits) {
        return new ApiKey("k", "t", "app", hash, false, Optional.empty(), limits, Optional.empty());
    }

    private static Deployment deployment(String url, String apiVersion, String credential) {
        return new Deployment(
                "d",
                URI.create(url),
                BackendApi.AZURE_CLASSIC,
                Optional.ofNullable(apiVersion),
                "m",
                "m",
                CapacityType.PTU,
                "r",
                credential,
                true,
                Optional.empty(),
                Handling.DEFAULT);
    }

    private static Tier tier(String... deployments) {
        return new Tier(List.of(deployments));
    }

    private static Price price(String currency, long input) {
        return new Price("p", "m", Optional.empty(), Instant.EPOCH, currency, input, 0, 0);
    }
}
