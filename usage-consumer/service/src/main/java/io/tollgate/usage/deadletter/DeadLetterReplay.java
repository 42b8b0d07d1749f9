package io.tollgate.usage.deadletter;

import io.tollgate.events.UsageEvent;
import io.tollgate.events.codec.UnreadableUsageEventException;
import io.tollgate.events.codec.UsageEventCodec;
import io.tollgate.usage.pricing.CardLookup;
import io.tollgate.usage.store.DeadLetter;
import io.tollgate.usage.store.DeadLetterStore;
import io.tollgate.usage.store.PartitionBatch.Incoming;
import io.tollgate.usage.store.Written;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads dead letters again. Thread-safe; any number may do it at once. */
@Singleton
final class DeadLetterReplay {

    private static final int LETTERS_AT_ONCE = 100;

    private final DeadLetterStore store;
    private final CardLookup cards;
    private final InstantSource clock;
    private final UsageEventCodec codec = new UsageEventCodec();

    DeadLetterReplay(DeadLetterStore store, CardLookup cards, InstantSource clock) {
        this.store = store;
        this.cards = cards;
        this.clock = clock;
    }

    /** Reads all of them that are open; what became of them. */
    Written replay() {
        Written total = Written.NOTHING;
        long after = 0;
        List<DeadLetter> letters = store.list(after, false, LETTERS_AT_ONCE);
        while (!letters.isEmpty()) {
            total = total.plus(replay(letters));
            after = letters.getLast().id();
            letters = store.list(after, false, LETTERS_AT_ONCE);
        }
        return total;
    }

    private Written replay(List<DeadLetter> letters) {
        Instant priced = clock.instant();
        List<Incoming> readable = new ArrayList<>();
        Map<Long, String> unreadable = new HashMap<>();
        for (DeadLetter letter : letters) {
            Optional<byte[]> value = store.value(letter.id());
            if (letter.keptBytes() < letter.valueBytes()) {
                unreadable.put(letter.id(), letter.reason());
            } else if (value.isPresent()) {
                read(letter, value.get(), readable, unreadable);
            }
        }
        return store.replay(readable, unreadable, priced);
    }

    private void read(DeadLetter letter, byte[] value, List<Incoming> readable, Map<Long, String> unreadable) {
        try {
            UsageEvent event = codec.decode(value);
            readable.add(new Incoming(letter.id(), event, cards.cardFor(event), value));
        } catch (UnreadableUsageEventException e) {
            unreadable.put(letter.id(), e.getMessage());
        } catch (RuntimeException e) {
            unreadable.put(letter.id(), "reading failed with " + e.getClass().getName());
        }
    }
}
