package io.tollgate.gateway.admission.degraded;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Says when the ledger goes away, and once it is back what the node has decided alone meanwhile. {@link #decided} is thread-safe, the
 * rest is one thread's.
 */
final class Absence {

    /** What was let through is charged within half a second, unless the ledger is slow. */
    static final long LONGEST_RETURN_MILLIS = 5_000;

    private static final Logger LOGGER = Logger.getLogger(Absence.class);
    /** A machine that is busy is late now and then. */
    private static final long SAID_AFTER_MILLIS = 1_000;

    private static final long NEVER = Long.MIN_VALUE;

    private final LongSupplier charges;
    private final LongAdder admitted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private boolean hasAnswered;
    private boolean said;
    private long chargesBefore;
    private long beganMillis = NEVER;
    private long backMillis = NEVER;

    /** @param charges so far */
    Absence(LongSupplier charges) {
        this.charges = charges;
    }

    void decided(boolean isAdmitted) {
        (isAdmitted ? admitted : refused).increment();
    }

    /** The ledger has gone away; perhaps again, before it was said that it was back. */
    void began(long nowMillis) {
        // Before its first answer the connection says itself that it is not there.
        if (beganMillis == NEVER && hasAnswered) {
            beganMillis = nowMillis;
        }
        backMillis = NEVER;
        lasts(nowMillis);
    }

    /** The ledger is still away. Said as soon as somebody notices, or when it has lasted for a second. */
    void lasts(long nowMillis) {
        boolean isNoticed = admitted.sum() + refused.sum() > 0;
        if (beganMillis != NEVER && !said && (isNoticed || nowMillis - beganMillis >= SAID_AFTER_MILLIS)) {
            said = true;
            LOGGER.warn("Redis does not answer: this node decides alone, as each limit says");
        }
    }

    /** The ledger can be asked. {@code isCharged}: no account is decided here any more. */
    void answers(long nowMillis, boolean isCharged) {
        hasAnswered = true;
        if (beganMillis == NEVER) {
            // An answer that was late now and then is no absence.
            if (isCharged) {
                forget();
            }
            return;
        }
        if (backMillis == NEVER) {
            backMillis = nowMillis;
        }
        if (isCharged || nowMillis - backMillis >= LONGEST_RETURN_MILLIS) {
            if (said) {
                LOGGER.infof(
                        "Redis answers again after %d s: this node has admitted %d requests alone and refused %d;"
                                + " %d charges were posted late",
                        (backMillis - beganMillis) / 1_000,
                        admitted.sum(),
                        refused.sum(),
                        charges.getAsLong() - chargesBefore);
            }
            said = false;
            beganMillis = NEVER;
            backMillis = NEVER;
            forget();
        }
    }

    private void forget() {
        admitted.reset();
        refused.reset();
        chargesBefore = charges.getAsLong();
    }
}
