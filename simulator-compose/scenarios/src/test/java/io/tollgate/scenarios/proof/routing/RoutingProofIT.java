package io.tollgate.scenarios.proof.routing;

import io.tollgate.scenarios.proof.BriefProof;
import org.junit.jupiter.api.Test;

/** What {@code ./tollgate prove routing} shows in minutes, shown in seconds. Durations are printed and not judged. */
class RoutingProofIT {

    @Test
    void shouldShareEvenlyByWeightAndInTheOrderOfTiers() {
        BriefProof.run(new BalanceProof());
    }

    @Test
    void shouldLeaveAloneWhoAsksForItAndComeBackAtOnce() {
        BriefProof.run(new RetryAfterProof());
    }

    @Test
    void shouldHideFromCallersWhateverABackendDoes() {
        BriefProof.run(new FaultsProof());
    }

    @Test
    void shouldProbeTheDeadWithOneNodeAtATime() {
        BriefProof.run(new BreakerProof());
    }
}
