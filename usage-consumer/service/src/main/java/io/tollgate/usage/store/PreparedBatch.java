package io.tollgate.usage.store;

import io.tollgate.events.UsageEvent;
import io.tollgate.usage.store.event.EventRow;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * A batch whose events know their series.
 *
 * @param batch the batch
 * @param rows a row for each of its events, in the same order
 */
record PreparedBatch(PartitionBatch batch, List<EventRow> rows) {

    static PreparedBatch of(PartitionBatch batch, ToLongFunction<UsageEvent> seriesId) {
        return new PreparedBatch(
                batch,
                batch.events().stream()
                        .map(incoming -> new EventRow(
                                incoming.event(), seriesId.applyAsLong(incoming.event()), incoming.cardId()))
                        .toList());
    }
}
