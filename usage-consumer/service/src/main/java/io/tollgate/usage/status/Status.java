package io.tollgate.usage.status;

import java.util.List;

/**
 * How far all consumers together are. Counts are of the topic's present life, since its creation.
 *
 * @param state of this consumer: {@code starting}, {@code waiting-for-kafka}, {@code waiting-for-store},
 *     {@code consuming}, {@code stopped}
 * @param ingested events written
 * @param duplicates events that were there already
 * @param deadLetters records put aside
 * @param lag records not yet read; -1 when the brokers did not answer
 * @param partitions each partition's progress; empty when the brokers did not answer
 * @param rateCards {@code up-to-date}, or what the last try failed with
 * @param rerating whether a change of rate cards is still being applied by this consumer
 * @param monthsToRerate closed UTC months, such as {@code 2026-10}, that would cost something else by the cards in force
 */
public record Status(
        String state,
        long ingested,
        long duplicates,
        long deadLetters,
        long lag,
        List<Partition> partitions,
        String rateCards,
        boolean rerating,
        List<String> monthsToRerate) {

    public Status {
        partitions = List.copyOf(partitions);
        monthsToRerate = List.copyOf(monthsToRerate);
    }

    /**
     * One partition.
     *
     * @param partition its number
     * @param nextOffset the first offset that has not been read
     * @param endOffset the offset that the next record will get
     * @param lag records between them
     */
    public record Partition(int partition, long nextOffset, long endOffset, long lag) {}
}
