package io.tollgate.gateway.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.tollgate.events.transport.KafkaSettings;
import io.tollgate.gateway.admission.AdmissionGate;
import io.tollgate.gateway.admission.ExactRegime;
import io.tollgate.gateway.admission.Headroom;
import io.tollgate.gateway.admission.TimedGate;
import io.tollgate.gateway.admission.cost.CostModel;
import io.tollgate.gateway.admission.degraded.LateCharges;
import io.tollgate.gateway.admission.degraded.LocalShare;
import io.tollgate.gateway.admission.degraded.Surroundings;
import io.tollgate.gateway.admission.estimate.EstimateErrors;
import io.tollgate.gateway.admission.request.Admissions;
import io.tollgate.gateway.admission.request.TokenEstimator;
import io.tollgate.gateway.admission.waiting.Timers;
import io.tollgate.gateway.admission.waiting.WaitingRoom;
import io.tollgate.gateway.affinity.Affinity;
import io.tollgate.gateway.affinity.RedisOwnershipStore;
import io.tollgate.gateway.capacity.CapacityGate;
import io.tollgate.gateway.catalog.CallerDirectory;
import io.tollgate.gateway.catalog.CatalogFeed;
import io.tollgate.gateway.catalog.LiveCatalog;
import io.tollgate.gateway.catalog.LiveNodes;
import io.tollgate.gateway.catalog.PublishedCatalog;
import io.tollgate.gateway.clock.ClockComparison;
import io.tollgate.gateway.clock.SharedClock;
import io.tollgate.gateway.config.GatewaySettings;
import io.tollgate.gateway.exchange.InferenceExchange;
import io.tollgate.gateway.exchange.ModelListing;
import io.tollgate.gateway.exchange.Stages;
import io.tollgate.gateway.exchange.StoredExchange;
import io.tollgate.gateway.exchange.broken.Departures;
import io.tollgate.gateway.exchange.broken.Experience;
import io.tollgate.gateway.exchange.stored.Remembering;
import io.tollgate.gateway.identity.CallerResolver;
import io.tollgate.gateway.ingress.GatewayRoutes;
import io.tollgate.gateway.ingress.IngressConfig;
import io.tollgate.gateway.routing.shared.SharedRedis;
import io.tollgate.gateway.settlement.LateCommands;
import io.tollgate.gateway.settlement.OpenReservations;
import io.tollgate.gateway.settlement.Settler;
import io.tollgate.gateway.telemetry.AdmissionMetrics;
import io.tollgate.gateway.telemetry.RequestMetrics;
import io.tollgate.ledger.redis.RedisConnection;
import io.tollgate.ledger.redis.RedisLedger;
import io.tollgate.ledger.redis.RedisLedgerConfig;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;

/** Builds the node once, when the HTTP server is about to start, and takes it down in order. */
@Singleton
final class GatewayNode {

    private static final Duration PROBE = Duration.ofMillis(200);
    private static final Duration DRAINS_END = Duration.ofSeconds(1);
    private static final long BODY_SHARE_OF_HEAP = 8;

    private final KafkaSettings kafka;
    private final LiveCatalog catalog = new LiveCatalog();
    private final SharedClock clock = new SharedClock(Clocks.wall());
    private final LiveNodes liveNodes = new LiveNodes(clock);
    private RedisConnection redis;
    private RedisLedger ledger;
    private WarmUp warmUp;
    private UsageParts usage;
    private OpenReservations openReservations;
    private Settler settler;
    private LateCommands late;
    private LocalShare localShare;
    private CostModel costs;
    private WaitingRoom waitingRoom;
    private Leases leases;
    private Departures departures;
    private volatile boolean hasBeenReady;

    GatewayNode(KafkaSettings kafka) {
        this.kafka = kafka;
    }

    /**
     * Whether the node has had a catalog to serve from, warm ways, and a ledger that answers in time, all at once. From then on
     * it serves what it can.
     */
    boolean isReady() {
        if (!hasBeenReady) {
            hasBeenReady = catalog.isLoaded() && warmUp.isDone() && ledger.isAvailable();
        }
        return hasBeenReady;
    }

    /** What is added to this machine's time, which is off by that. */
    long clockCorrectionMillis() {
        return clock.correctionMillis();
    }

    /** Whether what becomes of requests can be written down. */
    boolean canRecord() {
        return usage != null && usage.journal().hasRoom();
    }

    void start(@Observes Router router, Vertx vertx, GatewaySettings settings, MeterRegistry registry) {
        redis = RedisConnection.open(settings.redisUrl(), settings.redisTimeout());
        ledger = new RedisLedger(redis, guard(settings), Clocks.nanos());
        var published = new PublishedCatalog(redis.client(), ledger::isAvailable);
        liveNodes.follow(vertx, published);
        usage = UsageParts.start(settings, kafka);
        var directory = new CallerDirectory(published, catalog);
        var identity = new CallerResolver(directory, clock);
        warmUp = new WarmUp(ledger, directory, settings.nodeName());
        redis.client().thenRun(warmUp::start);
        departures =
                new Departures(new Experience(), Math::random, settings.limits().maxDrains());
        Stages stages = stages(vertx, settings, registry, identity);
        showNumbers(stages);
        OutageMetrics.show(stages.metrics(), ledger, localShare, late, liveNodes, clock);
        showAdmission(stages);
        new CatalogFeed(published, catalog, settings.nodeName(), clock).start(vertx);
        keepReservations(vertx, settings);
        compareClocks(vertx);
        var line = new InferenceExchange(stages, vertx);
        new GatewayRoutes(
                        vertx,
                        ingress(settings.limits()),
                        line,
                        new StoredExchange(stages, line),
                        new ModelListing(identity, catalog, vertx),
                        stages::newId)
                .register(router);
    }

    /** Before the HTTP server ends, and the connections to backends with it. */
    void end(@Observes ShutdownDelayInitiatedEvent event) throws InterruptedException {
        departures.endAll(DRAINS_END);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        if (leases != null) {
            departures.endAll(DRAINS_END);
            leases.giveBack();
            usage.close();
            redis.close();
        }
    }

    private Stages stages(Vertx vertx, GatewaySettings settings, MeterRegistry registry, CallerResolver identity) {
        openReservations =
                new OpenReservations(ledger, settings.limits().reservationTimeToLive(), Clocks.monotonicMillis());
        late = new LateCommands(ledger::isAvailable, Clocks.monotonicMillis());
        late.start(vertx);
        settler = new Settler(ledger, openReservations, late);
        localShare = localShare(settings);
        localShare.start(vertx);
        var exact = new ExactRegime(ledger, settler, settings.limits().reservationTimeToLive());
        var headroom = new Headroom();
        var metrics = new AdmissionMetrics(registry);
        leases = new Leases(ledger, vertx, registry, settings.lease());
        var gate = new AdmissionGate(leases.regime(), exact, localShare, headroom, allowance -> metrics.shadowDenied());
        var estimator = new TokenEstimator(headroom, vertx);
        estimator.prepare();
        costs = new CostModel();
        waitingRoom = new WaitingRoom(
                new TimedGate(gate, metrics, Clocks.nanos())::admit, timers(vertx), Clocks.monotonicMillis());
        var shared = new SharedRedis(redis.client(), ledger::isAvailable);
        var routing = new RoutingParts(shared, settings.nodeName(), clock, catalog, registry);
        var client = Upstreams.client(vertx, settings, catalog);
        routing.start(vertx, client);
        var affinity = affinity(settings);
        return new Stages(
                settings.nodeName(),
                catalog,
                identity,
                new Admissions(estimator, costs, waitingRoom, metrics),
                settings.limits().maxWait().toMillis(),
                routing.selector(),
                new CapacityGate(ledger, settler, settings.limits().reservationTimeToLive(), Clocks.monotonicMillis()),
                departures,
                client,
                affinity,
                new Remembering(affinity, vertx),
                usage.journal(),
                new RequestMetrics(registry),
                clock,
                Clocks.nanos());
    }

    private Affinity affinity(GatewaySettings settings) {
        var store = new RedisOwnershipStore(
                redis.client(), ledger::isAvailable, settings.affinity().timeToLive());
        return new Affinity(store, settings.affinity().shared().orElse(Set.of()));
    }

    /** Silence must outlast the time that a single answer may take. */
    private static RedisLedgerConfig guard(GatewaySettings settings) {
        return new RedisLedgerConfig(
                4_096, settings.redisTimeout().multipliedBy(8).dividedBy(5), settings.redisSlow(), PROBE);
    }

    private LocalShare localShare(GatewaySettings settings) {
        var around = new Surroundings(Clocks.monotonicMillis(), clock, liveNodes::count, ledger::isAvailable);
        var charges = new LateCharges(settler, "degraded-" + UUID.randomUUID() + "-");
        return new LocalShare(around, charges, settings.limits().closedStatus());
    }

    private static Timers timers(Vertx vertx) {
        return (delayMillis, task) -> {
            long id = vertx.setTimer(delayMillis, timer -> task.run());
            return () -> vertx.cancelTimer(id);
        };
    }

    private void keepReservations(Vertx vertx, GatewaySettings settings) {
        long everyMillis = settings.limits().reservationTimeToLive().toMillis() / 3;
        vertx.setPeriodic(everyMillis, tick -> openReservations.extendAll());
    }

    private void compareClocks(Vertx vertx) {
        var comparison = new ClockComparison(clock, redis::serverMillis, ledger::isAvailable, Clocks.monotonicMillis());
        redis.client().thenRun(comparison::compare);
        comparison.start(vertx);
    }

    private void showNumbers(Stages stages) {
        RequestMetrics metrics = stages.metrics();
        usage.show(metrics);
        metrics.gauge(
                "tollgate.reservations.open",
                "Reservations in flight on this node",
                openReservations,
                OpenReservations::count);
        metrics.gauge(
                "tollgate.reservations.left",
                "Reservations left to expire because the ledger did not answer",
                settler,
                Settler::leftToExpire);
        metrics.gauge("tollgate.drains", "Calls that are read for nobody", departures, Departures::drains);
        metrics.gauge("tollgate.catalog.version", "Version of the catalog in force", catalog, live -> live.current()
                .version());
    }

    private void showAdmission(Stages stages) {
        RequestMetrics metrics = stages.metrics();
        metrics.gauge(
                "tollgate.budgets.unpriced",
                "Requests under a budget that cost nothing because there is no price",
                costs,
                CostModel::unpriced);
        metrics.gauge(
                "tollgate.capacity.denied",
                "Attempts not made because the deployment had no room by its account",
                stages.capacity(),
                CapacityGate::denied);
        metrics.gauge(
                "tollgate.capacity.corrected",
                "Corrections of a deployment's account by what its backend said",
                stages.capacity(),
                CapacityGate::corrected);
        metrics.gauge(
                "tollgate.admissions.waiting",
                "Requests that wait for a limit on this node",
                waitingRoom,
                WaitingRoom::waiting);
        metrics.gauge(
                "tollgate.affinity.unnoted",
                "Things that backends remember and nobody can ask for, since it was not noted where",
                stages.remembering(),
                Remembering::unnoted);
        showErrors(metrics, "prompt", stages.admission().promptErrors());
        showErrors(metrics, "output", stages.admission().outputErrors());
    }

    private static void showErrors(RequestMetrics metrics, String part, EstimateErrors errors) {
        Tags tags = Tags.of("part", part);
        String name = "tollgate.estimate.error.";
        String what = "Error of recent estimates as a part of what backends reported: ";
        metrics.gauge(name + "p50", tags, what + "its median size", errors, all -> all.percentile(50));
        metrics.gauge(name + "p95", tags, what + "the size that 95 % do not exceed", errors, all -> all.percentile(95));
        metrics.gauge(name + "bias", tags, what + "its mean, signed", errors, EstimateErrors::bias);
    }

    private static IngressConfig ingress(GatewaySettings.Limits limits) {
        return new IngressConfig(
                limits.maxBodyBytes(),
                limits.bodyMemoryBytes().orElse(Runtime.getRuntime().maxMemory() / BODY_SHARE_OF_HEAP),
                limits.bodyTimeout(),
                limits.stallTimeout(),
                limits.totalTimeout(),
                limits.userHeader(),
                limits.sessionHeader());
    }
}
