package io.tollgate.scenarios.proof.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.scenarios.load.LoadClient;
import io.tollgate.scenarios.proof.Findings;
import io.tollgate.scenarios.proof.Ground;
import io.tollgate.scenarios.proof.Proof;
import io.tollgate.scenarios.stand.Figures;
import io.tollgate.scenarios.stand.Stand;
import org.junit.jupiter.api.Test;

/** What {@code ./tollgate prove routing} shows in minutes, shown in seconds. Durations are printed and not judged. */
class RoutingProofIT {

    private static final double BRIEFLY = 0;

    @Test
    void shouldShareEvenlyByWeightAndInTheOrderOfTiers() {
        prove(new BalanceProof());
    }

    @Test
    void shouldLeaveAloneWhoAsksForItAndComeBackAtOnce() {
        prove(new RetryAfterProof());
    }

    @Test
    void shouldHideFromCallersWhateverABackendDoes() {
        prove(new FaultsProof());
    }

    @Test
    void shouldProbeTheDeadWithOneNodeAtATime() {
        prove(new BreakerProof());
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
