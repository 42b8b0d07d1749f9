package io.tollgate.scenarios.proof.ledger;

import io.tollgate.scenarios.proof.Proof;
import java.util.List;

/** All of them, in the order in which they are run. */
public final class LedgerProofs {

    private LedgerProofs() {}

    /** Each may be run once on a cluster. */
    public static List<Proof> all() {
        return List.of(
                new WindowProof(),
                new KillsProof(),
                new LeaseProof(),
                new PriorityProof(),
                new CancelledProof(),
                new QuotaProof(),
                new FrozenProof(FrozenProof.Outage.FROZEN),
                new FrozenProof(FrozenProof.Outage.KILLED));
    }
}
