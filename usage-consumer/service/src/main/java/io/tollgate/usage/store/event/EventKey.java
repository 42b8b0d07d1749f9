package io.tollgate.usage.store.event;

/**
 * What makes an event the same as another.
 *
 * @param id the event's id
 * @param occurredAtMicros microseconds since 1970
 */
public record EventKey(String id, long occurredAtMicros) {}
