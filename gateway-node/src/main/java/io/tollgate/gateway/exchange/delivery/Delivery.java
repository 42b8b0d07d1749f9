package io.tollgate.gateway.exchange.delivery;

/** How the answer's way to the caller ended. */
public enum Delivery {
    /** To its last byte. */
    COMPLETED,
    /** The backend's answer is a refusal of the request itself, delivered whole. */
    REJECTED,
    /** The backend broke off, or was too late. */
    PARTIAL,
    /** The caller went away. */
    CALLER_LEFT
}
