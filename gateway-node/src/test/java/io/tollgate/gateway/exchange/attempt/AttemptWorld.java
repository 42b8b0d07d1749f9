package io.tollgate.gateway.exchange.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.CatalogSnapshot;
import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Operation;
import io.tollgate.catalog.Route;
import io.tollgate.catalog.Tier;
import io.tollgate.catalog.backend.BackendApi;
import io.tollgate.catalog.backend.CapacityType;
import io.tollgate.catalog.backend.DeploymentCapacity;
import io.tollgate.catalog.backend.DeploymentCapacity.Weights;
import io.tollgate.catalog.backend.Handling;
import io.tollgate.catalog.routing.AttemptPolicy;
import io.tollgate.catalog.routing.Deadlines;
import io.tollgate.catalog.routing.Fallbacks;
import io.tollgate.events.Tokens;
import io.tollgate.gateway.admission.estimate.TokenEstimate;
import io.tollgate.gateway.body.BodyReading;
import io.tollgate.gateway.body.InferenceBody;
import io.tollgate.gateway.capacity.Claim;
import io.tollgate.gateway.capacity.Want;
import io.tollgate.gateway.catalog.CatalogIndex;
import io.tollgate.gateway.exchange.broken.BrokenCall;
import io.tollgate.gateway.exchange.broken.Experience;
import io.tollgate.gateway.metering.UsageMeter;
import io.tollgate.gateway.model.Caller;
import io.tollgate.gateway.model.Priority;
import io.tollgate.gateway.model.RequestId;
import io.tollgate.gateway.model.RoutePlan;
import io.tollgate.gateway.routing.Flight;
import io.tollgate.gateway.support.Callers;
import io.tollgate.gateway.support.FakeTimers;
import io.tollgate.gateway.upstream.Answer;
import io.tollgate.gateway.upstream.BackendCall;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Stages that do what the test says, on a clock that moves when it is told to. The route {@code gpt-4o} has deployments
 * {@code a}, {@code b} and {@code c}, in that order; {@code big} has {@code d}. A prompt has ten tokens.
 */
public final class AttemptWorld implements AttemptStages {

    public static final String CONTENT = "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\n";
    public static final String ROLE = "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n";
    public static final String DONE = "data: [DONE]\n\n";
    public static final String DOCUMENT = "{\"choices\":[{\"message\":{\"content\":\"Hi\"}}],"
            + "\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":2}}";
    static final Deadlines DEADLINES = new Deadlines(50, 1_000, 1_000, 10, 200, 5_000);
    static final AttemptPolicy POLICY = new AttemptPolicy(6, 50, DEADLINES, Optional.empty());

    public final FakeTimers timers = new FakeTimers();
    final List<Deployment> called = new ArrayList<>();
    final AttemptLog log = new AttemptLog(called::add);
    final List<FakeCall> calls = new ArrayList<>();
    final List<String> usageRefused = new ArrayList<>();
    final List<FakeHold> holds = new ArrayList<>();
    final List<FakeFlight> flights = new ArrayList<>();
    final ArrayDeque<Promise<Claim>> claims = new ArrayDeque<>();
    final Set<String> full = new HashSet<>();
    public final Experience experience = new Experience();
    public boolean hideUsage = true;
    boolean claimsWait;
    Caller caller = Callers.unlimited();
    long restMillis;
    int timersMade;
    int mayRetry = Integer.MAX_VALUE;
    int mayHedge = Integer.MAX_VALUE;
    OptionalLong hedgeAfterMillis = OptionalLong.empty();
    Optional<Deployment> bound = Optional.empty();
    Attempts attempts;
    private boolean stream;

    /** Asks the route for a stream or for a document. */
    public Future<Attempts.Result> ask(boolean asksForStream, Route route) {
        stream = asksForStream;
        attempts = new Attempts(this, request(route), log);
        return attempts.run(route);
    }

    Future<Attempts.Result> ask(boolean asksForStream) {
        return ask(asksForStream, route(POLICY, Fallbacks.NONE));
    }

    public static Route route(AttemptPolicy policy, Fallbacks fallbacks) {
        return route("gpt-4o", List.of("a", "b", "c"), policy, fallbacks);
    }

    private static Route route(String name, List<String> ids, AttemptPolicy policy, Fallbacks fallbacks) {
        return new Route(
                name,
                Set.of(),
                Set.of(),
                16_384,
                List.of(new Tier(ids)),
                Optional.empty(),
                policy,
                fallbacks,
                Optional.empty());
    }

    private AttemptRequest request(Route route) {
        String json =
                "{\"stream\":" + stream + ",\"max_tokens\":20,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";
        InferenceBody body = ((BodyReading.Parsed)
                        InferenceBody.parse(Operation.CHAT_COMPLETIONS, json.getBytes(StandardCharsets.UTF_8)))
                .body();
        var catalog = new CatalogIndex(new CatalogSnapshot(
                1,
                List.of(deployment("a"), deployment("b"), deployment("c"), deployment("d")),
                List.of(route, route("big", List.of("d"), POLICY, Fallbacks.NONE))));
        return new AttemptRequest(
                RequestId.of(1, 2, 3),
                catalog,
                caller,
                new Priority(1, catalog.priorityClasses().get(1)),
                Operation.CHAT_COMPLETIONS,
                body,
                new TokenEstimate(10, 15, 30, TokenEstimate.Source.COUNTED),
                MultiMap.caseInsensitiveMultiMap(),
                nanos(),
                bound);
    }

    static Deployment deployment(String id) {
        return new Deployment(
                id,
                URI.create("http://" + id + ".test"),
                BackendApi.AZURE_V1,
                Optional.empty(),
                "deployed-" + id,
                "gpt-4o",
                CapacityType.PAYG,
                "test-region",
                "env:NOTHING",
                true,
                Optional.of(new DeploymentCapacity(1_000, 1_000, 0, 0, Weights.EQUAL, List.of(), List.of())),
                Handling.DEFAULT);
    }

    boolean isStream() {
        return stream;
    }

    /** The media type of what is asked for. */
    String type() {
        return stream ? "text/event-stream; charset=utf-8" : "application/json";
    }

    /** The first half of an answer, before its first content has come whole. */
    String beginning() {
        return stream ? ROLE + CONTENT.substring(0, CONTENT.length() - 1) : DOCUMENT.substring(0, 30);
    }

    /** A document in the form of what is asked for. */
    String document(String json) {
        return stream ? "data: " + json + "\n\n" : json;
    }

    /** The call answers as it should, and all of it. */
    void answer(int n) {
        FakeCall call = calls.get(n).answers(200, type());
        if (stream) {
            call.says(ROLE).says(CONTENT).says(DONE);
        } else {
            call.says(DOCUMENT);
        }
        call.ends();
    }

    /** The call that was made as the {@code n}th, from 0. */
    public FakeCall call(int n) {
        return calls.get(n);
    }

    /** How many calls have been made. */
    public int calls() {
        return calls.size();
    }

    List<String> called() {
        return calls.stream().map(made -> made.call.deployment().id()).toList();
    }

    /** Each attempt as {@code deployment result}. */
    List<String> logged() {
        return log.attempts().stream()
                .map(attempt -> attempt.deployment() + " " + attempt.result())
                .toList();
    }

    /** Everything that was taken has been given back exactly once. */
    void assertNothingLeaks() {
        assertThat(timers.pending()).as("timers").isZero();
        for (int i = 0; i < holds.size(); i++) {
            assertThat(holds.get(i).endings).as("hold %d", i).hasSize(1);
        }
        for (int i = 0; i < flights.size(); i++) {
            List<String> told = flights.get(i).told;
            assertThat(told).as("flight %d", i).endsWith("closed");
            assertThat(told.stream().filter("closed"::equals))
                    .as("flight %d", i)
                    .hasSize(1);
            assertThat(told.stream().filter(what -> what.startsWith("decided")))
                    .as("flight %d", i)
                    .hasSizeLessThanOrEqualTo(1);
        }
        for (FakeCall made : calls) {
            assertThat(made.abandoned > 0 || made.drained || made.body().isEmpty())
                    .as("call to %s", made.call.deployment().id())
                    .isTrue();
        }
    }

    @Override
    public RoutePlan plan(CatalogIndex catalog, Route route, String priorityClass) {
        var ids = new ArrayDeque<>(route.tiers().getFirst().deployments());
        return new RoutePlan() {
            @Override
            public Optional<Deployment> next() {
                return Optional.ofNullable(ids.poll()).map(catalog::deployment);
            }

            @Override
            public long roomInMillis() {
                return restMillis;
            }
        };
    }

    @Override
    public Flight begin(Deployment deployment) {
        flights.add(new FakeFlight());
        return flights.getLast();
    }

    @Override
    public boolean mayRetry(Route route) {
        mayRetry--;
        return mayRetry >= 0;
    }

    @Override
    public OptionalLong hedgeAfterMillis(Route route, Deployment deployment, long promptTokens) {
        return hedgeAfterMillis;
    }

    @Override
    public boolean mayHedge(Route route) {
        mayHedge--;
        return mayHedge >= 0;
    }

    @Override
    public Future<Claim> claim(Want want) {
        if (full.contains(want.deployment().id())) {
            return Future.succeededFuture(new Claim.Full(700));
        }
        if (claimsWait) {
            claims.add(Promise.promise());
            return claims.getLast().future();
        }
        return Future.succeededFuture(room());
    }

    Claim room() {
        holds.add(new FakeHold());
        return new Claim.Room(holds.getLast());
    }

    @Override
    public boolean mayAskForUsage(Deployment deployment) {
        return !usageRefused.contains(deployment.id());
    }

    @Override
    public void usageRefused(Deployment deployment) {
        usageRefused.add(deployment.id());
    }

    @Override
    public Buffer bodyFor(Deployment deployment, InferenceBody body, boolean askForUsage) {
        return Buffer.buffer(body.bytes());
    }

    @Override
    public Future<Answer> call(BackendCall call, Consumer<Runnable> started) {
        calls.add(new FakeCall(call, started));
        return calls.getLast().head.future();
    }

    @Override
    public Tokens givenUp(BrokenCall call) {
        return experience.givenUp(call);
    }

    @Override
    public UsageMeter meter(InferenceBody body, boolean streamed) {
        return streamed ? UsageMeter.ofStream(hideUsage) : UsageMeter.ofDocument();
    }

    @Override
    public long nanos() {
        return timers.nowMillis() * 1_000_000;
    }

    @Override
    public Runnable after(long delayMillis, Runnable task) {
        timersMade++;
        return timers.after(delayMillis, task);
    }
}
