package io.tollgate.catalog;

import io.tollgate.catalog.backend.BackendApi;
import io.tollgate.catalog.backend.CapacityType;
import io.tollgate.catalog.backend.DeploymentCapacity;
import io.tollgate.catalog.backend.Handling;
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
                Optional.empty(),
                Handling.DEFAULT);
    }

    /** A tenant that has everything that a tenant can have. */
    public static Tenant placedTenant() {
        return new Tenant(
                "contoso",
                "Contoso Ltd",
                "0815",
                true,
                Set.of("gpt-4o"),
                Set.of(),
                List.of(
                        new Limit(LimitKind.TOKENS_PER_MINUTE, 1_000, 2_000)
                                .withEnforcement(Enforcement.STRICT)
                                .withWhenUnavailable(WhenUnavailable.LOCAL_SHARE)
                                .withModel("gpt-4o"),
                        Limit.concurrent(20).forEachUser(),
                        Limit.perPeriod(LimitKind.MONEY_BUDGET, 250_000_000_000L, LimitPeriod.MONTH)
                                .asShadow()),
                Optional.of("gold"),
                "Europe/Berlin",
                Optional.of("interactive"));
    }

    public static ApiKey urgentKey() {
        ApiKey key = key();
        return new ApiKey(
                key.id(),
                key.tenantId(),
                key.application(),
                key.hash(),
                key.revoked(),
                key.expiresAt(),
                List.of(Limit.perPeriod(LimitKind.TOKEN_QUOTA, 10_000, LimitPeriod.DAY)),
                Optional.of("batch"));
    }

    public static Deployment limitedDeployment(String id) {
        Deployment plain = deployment(id);
        return new Deployment(
                id,
                plain.url(),
                plain.api(),
                plain.apiVersion(),
                plain.deployedModel(),
                plain.model(),
                plain.capacity(),
                plain.region(),
                plain.credential(),
                plain.enabled(),
                Optional.of(new DeploymentCapacity(
                        100_000,
                        16_000,
                        600,
                        100,
                        new DeploymentCapacity.Weights(1_000, 0, 4_000),
                        List.of(new DeploymentCapacity.Reserve("interactive", 30_000, 5_000, 10, true)),
                        List.of(new DeploymentCapacity.Share("contoso", 20_000, 80_000, 2)))),
                Handling.DEFAULT);
    }

    public static Product product() {
        return new Product(
                "gold", "Gold", "Europe/Berlin", List.of(new Limit(LimitKind.REQUESTS_PER_MINUTE, 600, 100)));
    }

    public static PriorityClass priorityClass() {
        return new PriorityClass("interactive", Set.of("high"), 2_000);
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
