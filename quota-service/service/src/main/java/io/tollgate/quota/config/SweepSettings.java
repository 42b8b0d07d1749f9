package io.tollgate.quota.config;

import java.time.Duration;

/**
 * How overdue reservations are ended.
 *
 * @param interval from the end of one pass to the beginning of the next
 */
public record SweepSettings(Duration interval) {}
