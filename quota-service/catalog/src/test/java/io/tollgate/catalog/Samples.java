package io.tollgate.catalog;

import io.tollgate.catalog.backend.BackendApi;
import io.tollgate.catalog.backend.BreakerPolicy;
import io.tollgate.catalog.backend.CapacityType;
import io.tollgate.catalog.backend.Connection;
import io.tollgate.catalog.backend.DeploymentCapacity;
import io.tollgate.catalog.backend.Handling;
import io.tollgate.catalog.backend.OnCancel;
import io.tollgate.catalog.budget.Budget;
import io.tollgate.catalog.budget.BudgetScope;
import io.tollgate.catalog.routing.AttemptPolicy;
import io.tollgate.catalog.routing.Deadlines;
import io.tollgate.catalog.routing.Fallbacks;
import io.tollgate.catalog.routing.Hedging;
import io.tollgate.catalog.routing.Leaving;
import io.tollgate.catalog.routing.OnLeave;
import io.tollgate.catalog.routing.PinnedOrder;
import io.tollgate.catalog.routing.Strategy;
import io.tollgate.catalog.signals.DeploymentSignals;
import io.tollgate.catalog.signals.NodeSignals;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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

    /** A deployment that says all that can be said of how it is called. */
    public static Deployment handledDeployment(String id) {
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
                "entra:managed-identity:11111111-2222-3333-4444-555555555555",
                plain.enabled(),
                Optional.empty(),
                new Handling(
                        Map.of("temperature", 0.2, "seed", 7, "service_tier", "flex", "logprobs", false),
                        new Connection(
                                200,
                                true,
                                Optional.of("file:/etc/tollgate/trust.pem"),
                                Optional.of(new Connection.ClientCertificate(
                                        "file:/etc/tollgate/node.pem", "file:/etc/tollgate/node.key")),
                                Optional.of(URI.create("http://proxy.example:3128"))),
                        new BreakerPolicy(3, 25, 10, 30, 5_000, 30_000),
                        300));
    }

    /** A route that says all that can be said of how it is tried. */
    public static Route triedRoute(String model, String first, String second, String fallback) {
        return new Route(
                model,
                Set.of(),
                Set.of(),
                4_096,
                List.of(
                        new Tier(List.of(first), Strategy.UTILISATION, Map.of(), Set.of()),
                        new Tier(List.of(second), Strategy.WEIGHTED, Map.of(second, 3), Set.of("interactive"))),
                Optional.empty(),
                new AttemptPolicy(
                        4,
                        20,
                        new Deadlines(1_000, 30_000, 500, 50, 20_000, 120_000),
                        Optional.of(new Hedging(5, 200))),
                new Fallbacks(Optional.of(fallback), Optional.of(fallback)),
                Optional.of(new PinnedOrder(List.of(second, first), Instant.parse("2026-12-01T12:00:00Z"))));
    }

    /** A deployment whose backend stops when a call is given up. */
    public static Deployment stoppingDeployment(String id) {
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
                Optional.empty(),
                new Handling(Map.of(), Connection.DEFAULT, BreakerPolicy.DEFAULT, 0, OnCancel.STOPS));
    }

    /** A route whose streams are read to their end although their callers have left. */
    public static Route drainedRoute(String model, String deployment) {
        return new Route(
                model,
                Set.of(),
                Set.of(),
                4_096,
                List.of(new Tier(List.of(deployment))),
                Optional.empty(),
                new AttemptPolicy(
                        6,
                        50,
                        Deadlines.DEFAULT,
                        Optional.empty(),
                        new Leaving(OnLeave.DRAIN, 30_000, 1_000_000, 16, 5)),
                Fallbacks.NONE,
                Optional.empty());
    }

    /** A tenant with models that it may not call. */
    public static Tenant denyingTenant() {
        return new Tenant(
                "contoso",
                "Contoso Ltd",
                "0815",
                true,
                Set.of(),
                Set.of("gpt-5"),
                List.of(),
                Optional.empty(),
                "UTC",
                Optional.empty());
    }

    public static NodeSignals nodeSignals() {
        return new NodeSignals(
                1_767_225_600_000L,
                Map.of(
                        "ptu-1", new DeploymentSignals(12, 182_500, 11_250, 340.5, "closed", 0, 0.97),
                        "payg-1", new DeploymentSignals(0, 0, 0, 0, "open", 1_500, -1)));
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

    /** With everything that a rate card can say of a deployment. */
    public static Price fullPrice() {
        return new Price(
                "gpt-4o-contoso",
                "gpt-4o",
                Optional.of("ptu-1"),
                Instant.parse("2026-01-01T00:00:00.123456Z"),
                "USD",
                2_500_000_000L,
                1_250_000_000L,
                10_000_000_000L,
                Optional.empty(),
                Optional.empty(),
                new Price.SpecialRates(12_000_000_000L, 40_000_000_000L, 5_000_000_000L, 80_000_000_000L),
                1_000_000,
                OptionalLong.of(2_000_000_000L),
                125_000);
    }

    public static Budget stoppedBudget() {
        return new Budget(
                "contoso-monthly",
                "Contoso, all of it",
                BudgetScope.TENANT,
                "contoso",
                5_000_000_000L,
                "USD",
                LimitPeriod.MONTH,
                "Europe/Berlin",
                List.of(50, 100),
                true,
                Optional.of(Instant.parse("2026-11-30T23:00:00Z")));
    }
}
