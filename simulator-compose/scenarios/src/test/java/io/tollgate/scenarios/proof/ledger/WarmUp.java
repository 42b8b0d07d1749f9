package io.tollgate.scenarios.proof.ledger;

import io.tollgate.scenarios.load.Shot;
import io.tollgate.scenarios.load.Source;
import io.tollgate.scenarios.load.SteadySource;
import io.tollgate.scenarios.proof.Ground;
import io.tollgate.scenarios.stand.Limit;
import io.tollgate.scenarios.stand.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** Requests of a tenant of its own before anything is measured: a JVM that has just started is slow. */
final class WarmUp {

    private static final double PER_SECOND = 60;

    private WarmUp() {}

    /** As long as a run of this scale deserves. */
    static void of(Ground ground, String model) {
        of(ground, ground.part(Duration.ofSeconds(15), Duration.ofSeconds(2)), model);
    }

    static void of(Ground ground, Duration length, String model) {
        Tenant tenant = ground.stand()
                .administration()
                .newTenant("warm-up", Limit.tokens(100_000_000, 100_000_000), Limit.concurrent(10_000));
        var traffic = new Traffic(
                new SplittableRandom(99), new LivingNodes(ground.stand()), tenant, model, Traffic.Bound.MIXED);
        Source source = new SteadySource(PER_SECOND, 0, () -> brief(traffic.get()));
        ground.callers().openLoop(List.of(source), length).join();
    }

    private static Shot brief(Shot shot) {
        return new Shot(shot.node(), shot.key(), shot.tag(), shot.body(), 10);
    }
}
