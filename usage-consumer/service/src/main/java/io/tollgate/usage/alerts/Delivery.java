package io.tollgate.usage.alerts;

/**
 * An alert on its way.
 *
 * @param alertId the alert's row
 * @param tries how many have failed
 */
record Delivery(long alertId, int tries, Alert alert) {}
