package io.tollgate.quota.explain;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Route;
import io.tollgate.catalog.pricing.PriceList;
import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.Debit;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.Level;
import io.tollgate.ledger.Reservation;
import io.tollgate.ledger.ReservationId;
import io.tollgate.ledger.ReserveResult;
import io.tollgate.ledger.limits.ApplicableLimit;
import io.tollgate.ledger.limits.ApplicableLimits;
import io.tollgate.ledger.limits.CapacityAccounts;
import io.tollgate.ledger.limits.Subject;
import io.tollgate.quota.explain.Explanation.DeploymentExplanation;
import io.tollgate.quota.usage.LevelDocument;
import io.tollgate.quota.usage.TenantLimits;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/** Asks the ledger what it would do, without doing it. Thread-safe. */
@Singleton
public class Explainer {

    /** Nothing is reserved, so the name does not matter. */
    private static final ReservationId NOBODY = new ReservationId("explain");

    private static final Duration ANY_TIME = Duration.ofMinutes(1);

    private final Ledger ledger;

    public Explainer(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * What the ledger says.
     *
     * @param limits that apply, none when there is no route
     * @param amounts what the request takes of each
     * @param levels what each holds
     * @param result absent when no limit applies
     */
    record Finding(
            Optional<Estimate> estimate,
            List<ApplicableLimit> limits,
            List<Long> amounts,
            List<Level> levels,
            Optional<ReserveResult> result,
            List<DeploymentExplanation> deployments) {}

    CompletionStage<Finding> find(Scene scene, ExplainRequest request, Optional<SampleBody> body, Instant now) {
        if (scene.route().isEmpty()) {
            return CompletableFuture.completedStage(
                    new Finding(Optional.empty(), List.of(), List.of(), List.of(), Optional.empty(), List.of()));
        }
        Route route = scene.route().get();
        Estimate estimate = Estimate.of(request, body, route);
        var wanted = new Wanted(
                estimate, new Pricing(scene.deployments(), scene.tenant().id(), new PriceList(scene.prices()), now));
        Optional<String> user = Optional.ofNullable(request.user()).or(() -> body.flatMap(sent -> sent.text("user")));
        var key = scene.key().orElseGet(() -> TenantLimits.noKey(scene.tenant()));
        List<ApplicableLimit> limits =
                ApplicableLimits.of(new Subject(scene.tenant(), scene.product(), key, user, route.model()), now);
        List<Long> amounts = limits.stream().map(wanted::of).toList();
        CompletionStage<List<Level>> levels = levels(scene, limits);
        CompletionStage<Optional<ReserveResult>> result = preview(scene, limits, amounts);
        String priority =
                scene.priority(Optional.ofNullable(request.priority())).name();
        CompletionStage<List<DeploymentExplanation>> rooms =
                deployments(scene, Candidate.all(scene, route, priority, now));
        return levels.thenCompose(held -> result.thenCombine(
                rooms,
                (answer, deployments) ->
                        new Finding(Optional.of(estimate), limits, amounts, held, answer, deployments)));
    }

    private CompletionStage<List<Level>> levels(Scene scene, List<ApplicableLimit> limits) {
        return ledger.inspect(
                        ApplicableLimits.account(scene.tenant()),
                        limits.stream().map(ApplicableLimit::allowance).toList())
                .thenApply(Ledger.AccountState::levels);
    }

    private CompletionStage<Optional<ReserveResult>> preview(
            Scene scene, List<ApplicableLimit> limits, List<Long> amounts) {
        if (limits.isEmpty()) {
            return CompletableFuture.completedStage(Optional.empty());
        }
        List<Debit> debits = IntStream.range(0, limits.size())
                .mapToObj(i -> debit(limits.get(i), amounts.get(i)))
                .toList();
        return ledger.preview(new Reservation(ApplicableLimits.account(scene.tenant()), NOBODY, debits, ANY_TIME))
                .thenApply(Optional::of);
    }

    private static Debit debit(ApplicableLimit limit, long amount) {
        return new Debit(
                limit.allowance(), amount, 0, limit.limit().shadow() ? Debit.Role.SHADOW : Debit.Role.REQUIRED);
    }

    private CompletionStage<List<DeploymentExplanation>> deployments(Scene scene, List<Candidate> candidates) {
        CompletionStage<List<DeploymentExplanation>> all = CompletableFuture.completedStage(List.of());
        for (Candidate candidate : candidates) {
            all = all.thenCombine(deployment(scene, candidate), Explainer::with);
        }
        return all;
    }

    private CompletionStage<DeploymentExplanation> deployment(Scene scene, Candidate candidate) {
        Deployment deployment = candidate.deployment();
        if (deployment.limits().isEmpty()) {
            return CompletableFuture.completedStage(candidate.explanation(null, null));
        }
        List<Bucket> buckets = CapacityAccounts.buckets(deployment.limits().get(), scene.classes());
        return ledger.inspect(CapacityAccounts.account(deployment.id()), buckets)
                .thenApply(state -> candidate.explanation(
                        state.openReservations(),
                        state.levels().stream().map(LevelDocument::ofCapacity).toList()));
    }

    private static <T> List<T> with(List<T> some, T another) {
        var all = new ArrayList<T>(some);
        all.add(another);
        return all;
    }
}
