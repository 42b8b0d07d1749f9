package io.tollgate.usage.store.event;

import io.tollgate.events.UsageEvent;
import io.tollgate.usage.store.day.EventDays;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * An event as it is kept.
 *
 * @param event the event
 * @param seriesId its series
 * @param cardId the rate card that applied when it came; 0 for none
 */
public record EventRow(UsageEvent event, long seriesId, long cardId) {

    /** Its identity. */
    public EventKey key() {
        return new EventKey(event.id(), ChronoUnit.MICROS.between(Instant.EPOCH, event.occurredAt()));
    }

    /** The UTC day in which it occurred. */
    public LocalDate day() {
        return EventDays.of(event);
    }

    /** Cut to the store's microseconds, never rounded up into the next hour or day. */
    Instant occurredAt() {
        return event.occurredAt().truncatedTo(ChronoUnit.MICROS);
    }
}
