package io.tollgate.usage.store;

import java.time.Instant;

/**
 * A record that was put aside.
 *
 * @param id what it is asked for by
 * @param topic it came from
 * @param partition it came from
 * @param offset it came from
 * @param reason why it is no usage event, or why the store would not have it; of a replay that failed, its reason
 * @param valueBytes of the record
 * @param keptBytes of them that are kept; when these are fewer it cannot be replayed
 * @param recordedAt when it was put aside
 * @param replayedAt when it was taken after all; null when it was not
 */
public record DeadLetter(
        long id,
        String topic,
        int partition,
        long offset,
        String reason,
        int valueBytes,
        int keptBytes,
        Instant recordedAt,
        Instant replayedAt) {}
