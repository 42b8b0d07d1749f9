package io.tollgate.scenarios.proof.usage;

import io.tollgate.scenarios.proof.BriefProof;
import io.tollgate.scenarios.proof.usage.conservation.ConservationProof;
import io.tollgate.scenarios.proof.usage.outage.OutageProof;
import org.junit.jupiter.api.Test;

/** What {@code ./tollgate prove usage} shows in minutes, shown in seconds. Durations are printed and not judged. */
class UsageProofIT {

    @Test
    void shouldAccountForEveryRequestOnceThroughTheDeathOfWhateverWritesItDown() {
        BriefProof.run(new ConservationProof());
    }

    @Test
    void shouldDeliverWhatHasPiledUpWhileKafkaWasAway() {
        BriefProof.run(new OutageProof());
    }
}
