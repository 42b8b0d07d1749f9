package io.tollgate.scenarios.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.scenarios.load.LoadClient;
import io.tollgate.scenarios.stand.Figures;
import io.tollgate.scenarios.stand.Stand;
import org.junit.jupiter.api.Test;

/** What {@code ./tollgate prove ledger} shows in minutes, shown in seconds. */
class LedgerProofIT {

    private static final double BRIEFLY = 0;

    @Test
    void shouldLetNoWindowExceedLimitAndBurst() {
        prove(new WindowProof());
    }

    @Test
    void shouldHoldTheBoundWhileANodeDies() {
        prove(new KillsProof());
    }

    private static void prove(Proof proof) {
        var findings = new Findings(line -> Figures.say("proof", "%s", line));
        findings.begin(proof.name());
        try (var callers = new LoadClient()) {
            proof.run(new Ground(Stand.shared(), callers, BRIEFLY), findings);
        }
        assertThat(findings.unmet()).isEmpty();
    }
}
