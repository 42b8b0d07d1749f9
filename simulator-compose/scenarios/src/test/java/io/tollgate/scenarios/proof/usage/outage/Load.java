package io.tollgate.scenarios.proof.usage.outage;

import io.tollgate.scenarios.calls.Bodies;
import io.tollgate.scenarios.calls.Crowd;
import io.tollgate.scenarios.load.Samples;
import io.tollgate.scenarios.load.Shot;
import io.tollgate.scenarios.load.SteadySource;
import io.tollgate.scenarios.proof.Ground;
import io.tollgate.scenarios.stand.Backend;
import io.tollgate.scenarios.stand.Tenant;
import io.tollgate.scenarios.stand.TieredRoute;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Short plain requests at a steady rate over all nodes, to backends that answer at once. What serves them is warm when this is made: a
 * process that has just started answers late whatever is away. Closing it takes the route away.
 */
final class Load implements AutoCloseable {

    private static final double PER_SECOND = 500;
    private static final double PER_SECOND_BRIEFLY = 60;
    private static final int OUTPUT_TOKENS = 5;
    private static final int WARMING_CALLERS = 24;
    private static final Duration BOOKED_WITHIN = Duration.ofMinutes(2);
    private static final Duration WARM_AFTER = Duration.ofSeconds(60);
    private static final List<String> BACKENDS = List.of("payg-1", "payg-2");

    private final Ground ground;
    private final Tenant tenant;
    private final TieredRoute route;
    private final Backend.Change pace;
    private final AtomicInteger turn = new AtomicInteger();
    private final double perSecond;
    private volatile long requests;

    Load(Ground ground) {
        this.ground = ground;
        var stand = ground.stand();
        this.perSecond = ground.bound(PER_SECOND, PER_SECOND_BRIEFLY);
        this.tenant = stand.administration().newTenant("outage");
        this.pace = stand.backends()
                .change(Bodies.CHAT_MODEL, Map.of("latency", Map.of("timeToFirstTokenMillis", 0, "perTokenMillis", 0)));
        var draft = stand.administration().newRoute();
        BACKENDS.forEach(
                name -> draft.deployment(name, stand.backends().named(name).url(), Bodies.CHAT_MODEL));
        this.route = draft.tier(BACKENDS.toArray(String[]::new)).open();
        warmUp();
    }

    private void warmUp() {
        Tenant other = ground.stand().administration().newTenant("warm-up");
        Samples warming = ground.callers()
                .closedLoop(
                        Collections.nCopies(WARMING_CALLERS, () -> shot(other)),
                        Duration.ofMillis(1),
                        ground.part(WARM_AFTER, Duration.ofSeconds(1)))
                .join();
        var reports = ground.stand().reports();
        // What still has to be written down would take the machine's time from what is measured.
        Ground.await(
                "the warm-up in the report",
                BOOKED_WITHIN,
                () -> reports.row(other.id()).path("requests").asLong()
                        >= warming.served().size());
    }

    private Shot shot(Tenant of) {
        return new Shot(
                ground.stand()
                        .node(Math.floorMod(
                                turn.getAndIncrement(), ground.stand().nodes())),
                of.key(),
                of.id(),
                Bodies.chat("Hello", OUTPUT_TOKENS).replace(Bodies.CHAT_MODEL, route.model()),
                OUTPUT_TOKENS);
    }

    /** Whose requests these are. */
    Tenant tenant() {
        return tenant;
    }

    double perSecond() {
        return perSecond;
    }

    /** How many requests the present or the last run is of. */
    long requests() {
        return requests;
    }

    /** Begins at once, takes {@code absence} away and back as scheduled, and then does {@code onBack}. @return when all of it is over */
    Samples run(Schedule schedule, Absence absence, Runnable onBack) {
        CompletableFuture<Samples> samples = run(schedule.length());
        var kill = Crowd.later(schedule.before().toMillis(), () -> done(absence::begin));
        var back = Crowd.later(schedule.untilBack().toMillis(), () -> done(absence::end));
        var afterwards = back.thenApplyAsync(any -> done(onBack));
        CompletableFuture.allOf(samples, kill, back, afterwards).join();
        return samples.join();
    }

    private static boolean done(Runnable work) {
        work.run();
        return true;
    }

    /** Begins at once. */
    CompletableFuture<Samples> run(Duration length) {
        requests = Math.round(length.toSeconds() * perSecond);
        var source = new SteadySource(perSecond, 0, () -> shot(tenant));
        return ground.callers().openLoop(List.of(source), length);
    }

    @Override
    public void close() {
        route.close();
        pace.close();
    }
}
