package io.tollgate.scenarios.proof.usage;

import io.tollgate.scenarios.proof.Proof;
import io.tollgate.scenarios.proof.usage.budget.BudgetProof;
import io.tollgate.scenarios.proof.usage.conservation.ConservationProof;
import io.tollgate.scenarios.proof.usage.hangup.HangupProof;
import io.tollgate.scenarios.proof.usage.outage.OutageProof;
import io.tollgate.scenarios.proof.usage.page.PageProof;
import java.util.List;

/** All of them, in the order in which they are run. */
public final class UsageProofs {

    private UsageProofs() {}

    /** Each may be run once on a cluster. */
    public static List<Proof> all() {
        return List.of(
                new ConservationProof(), new OutageProof(), new BudgetProof(), new HangupProof(), new PageProof());
    }
}
