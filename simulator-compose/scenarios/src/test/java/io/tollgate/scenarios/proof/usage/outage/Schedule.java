package io.tollgate.scenarios.proof.usage.outage;

import io.tollgate.scenarios.proof.Ground;
import java.time.Duration;

/**
 * The parts of a run, one after the other.
 *
 * @param before everything is there
 * @param away something is not
 * @param after it is back
 */
record Schedule(Duration before, Duration away, Duration after) {

    /** Kafka is away for five minutes, or in a short run for seconds. */
    static Schedule forKafka(Ground ground) {
        return new Schedule(
                ground.part(Duration.ofSeconds(150), Duration.ofSeconds(3)),
                ground.part(Duration.ofMinutes(5), Duration.ofSeconds(4)),
                ground.part(Duration.ofSeconds(150), Duration.ofSeconds(2)));
    }

    /** Others are away for a minute. */
    static Schedule forOthers(Ground ground) {
        return new Schedule(
                ground.part(Duration.ofSeconds(30), Duration.ofSeconds(1)),
                ground.part(Duration.ofMinutes(1), Duration.ofSeconds(2)),
                ground.part(Duration.ofSeconds(30), Duration.ofSeconds(1)));
    }

    Duration untilBack() {
        return before.plus(away);
    }

    Duration length() {
        return untilBack().plus(after);
    }
}
