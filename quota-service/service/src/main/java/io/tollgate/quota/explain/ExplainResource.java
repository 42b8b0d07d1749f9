package io.tollgate.quota.explain;

import io.smallrye.common.annotation.Blocking;
import io.tollgate.catalog.ApiKey;
import io.tollgate.catalog.Limit;
import io.tollgate.catalog.LimitKind;
import io.tollgate.catalog.PriorityClass;
import io.tollgate.catalog.Route;
import io.tollgate.catalog.rules.InvalidCatalogException;
import io.tollgate.ledger.Level;
import io.tollgate.ledger.limits.ApplicableLimit;
import io.tollgate.quota.crud.Amount;
import io.tollgate.quota.explain.Explainer.Finding;
import io.tollgate.quota.explain.Explanation.CallerDocument;
import io.tollgate.quota.explain.Explanation.LimitExplanation;
import io.tollgate.quota.explain.Explanation.PriorityDocument;
import io.tollgate.quota.store.CatalogStore;
import io.tollgate.quota.store.Stored;
import io.tollgate.quota.usage.LevelDocument;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What would become of a request. */
@Path("/admin/v1/explain")
@Tag(name = "explain")
public class ExplainResource {

    private final CatalogStore store;
    private final Explainer explainer;
    private final InstantSource clock;

    public ExplainResource(CatalogStore store, Explainer explainer, InstantSource clock) {
        this.store = store;
        this.explainer = explainer;
        this.clock = clock;
    }

    @POST
    @Blocking
    @Operation(
            summary = "Which limits apply to a request, what each holds now, and what would happen",
            description = "Consumes nothing. What a node has learned of the tenant, and rooms on deployments, can make"
                    + " the true outcome differ; the answer says what the amounts rest on.")
    public CompletionStage<Explanation> explain(ExplainRequest request) {
        if (request == null) {
            throw new InvalidCatalogException("body", "is required");
        }
        Optional<SampleBody> body = SampleBody.of(request.body());
        String model = Optional.ofNullable(request.model())
                .or(() -> body.flatMap(sent -> sent.text("model")))
                .orElseThrow(() -> new InvalidCatalogException("model", "is required, unless the body has one"));
        Instant now = clock.instant();
        var loaded = store.read(tx -> new Stored<>(Scene.load(tx, request, model), tx.version(), false));
        Scene scene = loaded.value();
        return explainer.find(scene, request, body, now).thenApply(finding -> new Answer(scene, request, model, now)
                .of(finding, loaded.version()));
    }

    /** The answer's making. */
    private record Answer(Scene scene, ExplainRequest request, String model, Instant now) {

        Explanation of(Finding finding, long version) {
            Verdict verdict = Verdict.ofEntitlement(scene, now, model).orElseGet(() -> finding.result()
                    .map(result -> Verdict.of(result, finding.limits()))
                    .orElseGet(Verdict::free));
            OptionalLong wait = verdict.retryAfterMillis();
            PriorityClass priority = scene.priority(Optional.ofNullable(request.priority()));
            return new Explanation(
                    verdict.admitted() ? "admitted" : "denied",
                    verdict.status(),
                    verdict.reason(),
                    verdict.limit().orElse(null),
                    wait.isPresent() ? wait.getAsLong() : null,
                    wait.isPresent()
                            ? now.truncatedTo(ChronoUnit.MILLIS)
                                    .plusMillis(wait.getAsLong())
                                    .toString()
                            : null,
                    version,
                    caller(),
                    new PriorityDocument(priority.name(), priority.maxWaitMillis()),
                    finding.estimate().orElse(null),
                    limits(finding),
                    finding.deployments());
        }

        private CallerDocument caller() {
            return new CallerDocument(
                    scene.tenant().id(),
                    scene.tenant().enabled(),
                    scene.tenant().product().orElse(null),
                    scene.key().map(ApiKey::id).orElse(null),
                    scene.key().map(key -> key.usableAt(now)).orElse(null),
                    model,
                    scene.route().map(Route::model).orElse(null),
                    scene.route()
                            .map(route -> scene.tenant().mayCall(route.model()))
                            .orElse(false));
        }

        private static List<LimitExplanation> limits(Finding finding) {
            return IntStream.range(0, finding.limits().size())
                    .mapToObj(i -> limit(
                            finding.limits().get(i),
                            finding.amounts().get(i),
                            finding.levels().get(i)))
                    .toList();
        }

        private static LimitExplanation limit(ApplicableLimit applicable, long amount, Level level) {
            Limit limit = applicable.limit();
            LimitKind kind = limit.kind();
            boolean money = kind == LimitKind.MONEY_BUDGET;
            return new LimitExplanation(
                    applicable.name(),
                    applicable.name().substring(0, applicable.name().indexOf(':')),
                    kind.wireName(),
                    limit.perUser(),
                    money || kind.countsTokens() ? limit.enforcement().wireName() : null,
                    limit.whenUnavailable().wireName(),
                    limit.shadow(),
                    money ? Amount.text(amount) : (Object) amount,
                    amount <= level.available(),
                    LevelDocument.of(applicable, level));
        }
    }
}
