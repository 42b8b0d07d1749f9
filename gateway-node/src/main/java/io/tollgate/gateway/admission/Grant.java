package io.tollgate.gateway.admission;

import io.tollgate.gateway.model.QuotaView;

/**
 * The permission to run one request. It has exactly one ending, {@link #settle} or {@link #release}, which the exchange
 * calls once; neither waits for anything nor fails. Thread-safe.
 */
public interface Grant {

    /** What the limits held when it was given. */
    QuotaView view();

    Regime regime();

    /** The request has used this so far, which may be more than was reserved. Any number of times before the ending. */
    void grown(Consumption soFar);

    /** The request used this, and counts as one request. */
    void settle(Consumption used);

    /** Nothing was used; the request does not count. */
    void release();
}
