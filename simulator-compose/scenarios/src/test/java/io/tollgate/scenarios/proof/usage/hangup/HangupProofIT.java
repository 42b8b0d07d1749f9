package io.tollgate.scenarios.proof.usage.hangup;

import io.tollgate.scenarios.proof.BriefProof;
import org.junit.jupiter.api.Test;

/** What {@code ./tollgate prove usage hangup} shows in minutes, shown in seconds. */
class HangupProofIT {

    @Test
    void shouldChargeWhoHangsUpForWhatWasGenerated() {
        BriefProof.run(new HangupProof());
    }
}
