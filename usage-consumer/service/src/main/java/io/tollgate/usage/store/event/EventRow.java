package io.tollgate.usage.store.event;

import io.tollgate.events.UsageEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * An event as it is kept.
 *
 * @param event the event
 * @param seriesId its series
 * @param cardId the rate card that applied when it came; 0 for none
 */
public record EventRow(UsageEvent event, long seriesId, long cardId) {

    /** Its identity, cut to the store's microseconds: never rounded up into the next hour or day. */
    public EventKey key() {
        return new EventKey(event.id(), ChronoUnit.MICROS.between(Instant.EPOCH, event.occurredAt()));
    }
}
