package io.tollgate.usage.pricing;

import io.tollgate.catalog.pricing.Priced;
import io.tollgate.events.UsageEvent;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** The cards in force, in memory, as of the store's last answer. Thread-safe. */
@Singleton
public final class RateCards implements CardLookup {

    private final RateCardStore store;
    private final AtomicReference<CardSet> current = new AtomicReference<>(CardSet.NONE);
    private RateCardStore.Version version = RateCardStore.Version.NONE;

    RateCards(RateCardStore store) {
        this.store = store;
    }

    @Override
    public long cardFor(UsageEvent event) {
        Priced priced = new Priced(
                event.served().model(),
                event.served().deployment(),
                event.served().region(),
                event.caller().tenant());
        return current.get().cardFor(priced, event.occurredAt());
    }

    /**
     * Takes what the store holds now, whoever wrote it.
     *
     * @return the models whose cards have changed
     */
    synchronized Set<String> refresh() {
        RateCardStore.Version now = store.version();
        if (now.equals(version)) {
            return Set.of();
        }
        CardSet cards = store.load();
        Set<String> changed = cards.modelsThatDiffer(current.getAndSet(cards));
        version = now;
        return changed;
    }
}
