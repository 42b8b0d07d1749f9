package io.tollgate.scenarios.proof.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tollgate.scenarios.load.LoadClient;
import io.tollgate.scenarios.proof.Findings;
import io.tollgate.scenarios.proof.Ground;
import io.tollgate.scenarios.proof.Proof;
import io.tollgate.scenarios.stand.Figures;
import io.tollgate.scenarios.stand.Stand;
import org.junit.jupiter.api.Test;

/**
 * What {@code ./tollgate prove ledger} shows in minutes, shown in seconds: those of the
 * proofs that hold on a busy machine too. Durations are printed and not judged.
 */
class LedgerProofIT {

    private static final double BRIEFLY = 0;

    @Test
    void shouldLetNoWindowExceedLimitAndBurst() {
        prove(new WindowProof());
    }

    @Test
    void shouldLeaveNoSlotTakenByCallersWhoLeft() {
        prove(new CancelledProof());
    }

    @Test
    void shouldKeepQuotasAndBudgetsThroughTheDeathOfEveryProcess() {
        prove(new QuotaProof());
    }

    @Test
    void shouldDriftBetweenATenthOfTheLimitAndThreeTimesTheLimit() {
        assertThat(3 * Overload.drift(0)).isCloseTo(0.1, within(1e-9));
        assertThat(3 * Overload.drift(30)).isCloseTo(3, within(1e-9));
        assertThat(3 * Overload.drift(60)).isCloseTo(0.1, within(1e-9));
    }

    private static void prove(Proof proof) {
        var findings = new Findings(line -> Figures.say("proof", "%s", line));
        findings.begin(proof.name());
        try (var callers = new LoadClient()) {
            proof.run(new Ground(Stand.shared(), callers, BRIEFLY), findings);
        }
        assertThat(findings.unmetOnAnyMachine()).isEmpty();
    }
}
