package io.tollgate.scenarios.proof.routing;

import io.tollgate.scenarios.proof.Proof;
import java.util.List;

/** All of them, in the order in which they are run. */
public final class RoutingProofs {

    private RoutingProofs() {}

    /** Each may be run once on a cluster. */
    public static List<Proof> all() {
        return List.of(
                new BalanceProof(),
                new SpillProof(),
                new RetryAfterProof(),
                new LatencyProof(),
                new FaultsProof(),
                new BreakerProof(),
                new AffinityProof(),
                new RollingProof());
    }
}
