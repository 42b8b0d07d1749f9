package io.tollgate.gateway.admission.lease;

import io.tollgate.ledger.LeaseRenewal;
import io.tollgate.ledger.LeaseResult;

/**
 * Sends the renewals of one lease: one at a time, the same again after a failure, and by itself when half of the time to
 * live has passed. Thread-safe.
 */
final class RenewalLoop {

    /** Whose renewals these are. */
    interface Source {

        /** The next renewal, or null when there is no lease. Not called again before it has been carried out. */
        LeaseRenewal next(long nowMillis);

        /** It has been carried out, having been sent at this moment for the last time. */
        void renewed(LeaseResult result, long sentAtMillis);
    }

    private final Surroundings node;
    private final Source source;
    private boolean sending;
    private boolean scheduled;
    private boolean ticking;

    /** Something is to be said that the renewal under way, or to be sent again, does not say. */
    private boolean again;

    /** These four belong to whoever has set {@link #sending}. */
    private LeaseRenewal unanswered;

    private long sentAtMillis;
    private long renewAfterMillis;
    private long backoffMillis;

    RenewalLoop(Surroundings node, Source source) {
        this.node = node;
        this.source = source;
    }

    /** A renewal is wanted, within this time; 1 ms or more. */
    void wake(long withinMillis) {
        synchronized (this) {
            if (sending || unanswered != null) {
                again = true;
                return;
            }
            if (scheduled) {
                return;
            }
            scheduled = true;
        }
        node.timers().after(withinMillis, this::scheduled);
    }

    /** A renewal is wanted now. */
    void hurry() {
        synchronized (this) {
            again |= unanswered != null;
        }
        send();
    }

    private void send() {
        synchronized (this) {
            if (sending) {
                again = true;
                return;
            }
            sending = true;
            again &= unanswered != null;
        }
        sentAtMillis = node.nowMillis();
        if (unanswered == null) {
            unanswered = source.next(sentAtMillis);
        }
        if (unanswered == null) {
            stop();
            return;
        }
        node.ledger().lease(unanswered).whenComplete((result, failure) -> {
            if (failure == null) {
                answered(result);
            } else {
                failed();
            }
        });
    }

    private void scheduled() {
        synchronized (this) {
            scheduled = false;
        }
        send();
    }

    /** There was no lease; there may be one by now. */
    private void stop() {
        boolean wake;
        synchronized (this) {
            sending = false;
            wake = again;
        }
        if (wake) {
            wake(1);
        }
    }

    private void answered(LeaseResult result) {
        String id = unanswered.id().value();
        unanswered = null;
        backoffMillis = 0;
        renewAfterMillis = LeasePolicy.renewAfterMillis(id);
        source.renewed(result, sentAtMillis);
        long tickInMillis = sentAtMillis + renewAfterMillis - node.nowMillis();
        boolean wake;
        boolean tick;
        synchronized (this) {
            sending = false;
            wake = again;
            tick = !ticking;
            ticking = true;
        }
        if (wake) {
            wake(1);
        }
        if (tick) {
            node.timers().after(Math.max(1, tickInMillis), this::tick);
        }
    }

    private void failed() {
        backoffMillis =
                LeasePolicy.longer(backoffMillis, LeasePolicy.FIRST_BACKOFF_MILLIS, LeasePolicy.LONGEST_BACKOFF_MILLIS);
        long after = backoffMillis;
        node.metrics().failed();
        synchronized (this) {
            sending = false;
            if (scheduled) {
                return;
            }
            scheduled = true;
        }
        node.timers().after(after, this::scheduled);
    }

    private void tick() {
        long left;
        synchronized (this) {
            ticking = false;
            left = sending ? 0 : sentAtMillis + renewAfterMillis - node.nowMillis();
            ticking = left > 0;
        }
        if (left > 0) {
            node.timers().after(left, this::tick);
        } else {
            wake(1);
        }
    }
}
