package io.tollgate.scenarios.proof.usage.budget;

import io.tollgate.scenarios.proof.BriefProof;
import org.junit.jupiter.api.Test;

/** What {@code ./tollgate prove usage budget} shows. Durations are printed and not judged. */
class BudgetProofIT {

    @Test
    void shouldRefuseWhoHasSpentABudgetAndNobodyElse() {
        BriefProof.run(new BudgetProof());
    }
}
