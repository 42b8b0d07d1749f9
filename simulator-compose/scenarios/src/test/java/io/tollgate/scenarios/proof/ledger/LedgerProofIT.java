package io.tollgate.scenarios.proof.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tollgate.scenarios.proof.BriefProof;
import org.junit.jupiter.api.Test;

/**
 * What {@code ./tollgate prove ledger} shows in minutes, shown in seconds: those of the
 * proofs that hold on a busy machine too. Durations are printed and not judged.
 */
class LedgerProofIT {

    @Test
    void shouldLetNoWindowExceedLimitAndBurst() {
        BriefProof.run(new WindowProof());
    }

    @Test
    void shouldLeaveNoSlotTakenByCallersWhoLeft() {
        BriefProof.run(new CancelledProof());
    }

    @Test
    void shouldKeepQuotasAndBudgetsThroughTheDeathOfEveryProcess() {
        BriefProof.run(new QuotaProof());
    }

    @Test
    void shouldDriftBetweenATenthOfTheLimitAndThreeTimesTheLimit() {
        assertThat(3 * Overload.drift(0)).isCloseTo(0.1, within(1e-9));
        assertThat(3 * Overload.drift(30)).isCloseTo(3, within(1e-9));
        assertThat(3 * Overload.drift(60)).isCloseTo(0.1, within(1e-9));
    }
}
