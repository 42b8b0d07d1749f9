package io.tollgate.usage.store;

import io.tollgate.events.UsageEvent;
import java.time.Instant;
import java.util.List;

/**
 * What one poll brought from one partition.
 *
 * @param partition its number
 * @param storedOffset the partition's next offset as the store must know it before; {@link #UNREAD} for none
 * @param nextOffset where reading goes on after it
 * @param events the events, in order
 * @param rejected the records that are none
 * @param priced when the events' rate cards were found, or before
 */
public record PartitionBatch(
        int partition,
        long storedOffset,
        long nextOffset,
        List<Incoming> events,
        List<RejectedRecord> rejected,
        Instant priced) {

    /** The store knows nothing of the partition. */
    public static final long UNREAD = -1;

    public PartitionBatch {
        events = List.copyOf(events);
        rejected = List.copyOf(rejected);
    }

    /**
     * An event and where it came from.
     *
     * @param offset in the partition
     * @param event the event
     * @param cardId the rate card that applies to it; 0 for none
     * @param value the record as it came, which may hold more than the event; not to be changed
     */
    public record Incoming(long offset, UsageEvent event, long cardId, byte[] value) {}
}
