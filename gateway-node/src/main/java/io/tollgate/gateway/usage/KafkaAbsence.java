package io.tollgate.gateway.usage;

import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Says when Kafka goes away and when it is back: once each, and no later than two seconds after the first event that waits. To be
 * asked by any thread, told by one.
 */
final class KafkaAbsence {

    static final long SILENCE_MILLIS = 2_000;

    private static final Logger LOGGER = Logger.getLogger(KafkaAbsence.class);

    private final LongSupplier monotonicMillis;
    private long answeredMillis;
    private volatile boolean away;

    KafkaAbsence(LongSupplier monotonicMillis) {
        this.monotonicMillis = monotonicMillis;
        this.answeredMillis = monotonicMillis.getAsLong();
    }

    boolean isAway() {
        return away;
    }

    /** To be called often. {@code answers}: something has arrived since the last time, or nothing waits. */
    void look(boolean answers) {
        long now = monotonicMillis.getAsLong();
        long silence = now - answeredMillis;
        if (answers) {
            answeredMillis = now;
            if (away) {
                away = false;
                LOGGER.infof("Kafka takes usage events again after %d s", silence / 1_000);
            }
        } else if (!away && silence >= SILENCE_MILLIS) {
            away = true;
            LOGGER.warn("Kafka takes no usage events: they wait in the usage log");
        }
    }
}
