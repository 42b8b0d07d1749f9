package io.tollgate.usage.pricing;

import io.tollgate.events.UsageEvent;

/** Which rate card an event is priced by when it comes. Thread-safe; answers from memory. */
public interface CardLookup {

    /** The {@code card_id} of the card that applies to {@code event}; 0 when there is none. */
    long cardFor(UsageEvent event);
}
