package io.tollgate.catalog;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Valid records, to be used as they are or spoilt in one place. */
public final class Samples {

    public static final String HASH = "a".repeat(64);

    private Samples() {}

    public static Tenant tenant() {
        return new Tenant(
                "contoso",
                "Contoso Ltd",
                "0815",
                true,
                Set.of("gpt-4o"),
                List.of(
                        new Limit(LimitKind.TOKENS_PER_MINUTE, 1_000, 2_000),
                        Limit.of(LimitKind.REQUESTS_PER_MINUTE, 60)));
    }

    public static ApiKey key() {
        return new ApiKey(
                "web-1",
                "contoso",
                "web shop",
                HASH,
                false,
                Optional.of(Instant.parse("2027-01-01T00:00:00Z")),
                List.of(Limit.of(LimitKind.TOKENS_PER_MINUTE, 500)),
                Optional.empty());
    }

    public static Deployment deployment(String id) {
        return new Deployment(
                id,
                URI.create("https://contoso.openai.azure.com"),
                BackendApi.AZURE_CLASSIC,
                Optional.of("2024-10-21"),
                "gpt-4o-ptu",
                "gpt-4o",
                CapacityType.PTU,
                "swedencentral",
                "env:PTU_KEY",
                true,
                Optional.empty());
    }

    public static Route route(String model, String... deployments) {
        return new Route(model, Set.of(), Set.of(), 4_096, List.of(new Tier(List.of(deployments))));
    }

    public static Price price() {
        return new Price(
                "gpt-4o-2026",
                "gpt-4o",
                Optional.empty(),
                Instant.parse("2026-01-01T00:00:00Z"),
                "USD",
                2_500_000_000L,
                1_250_000_000L,
                10_000_000_000L);
    }
}
