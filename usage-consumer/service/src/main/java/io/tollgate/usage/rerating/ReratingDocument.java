package io.tollgate.usage.rerating;

import io.tollgate.usage.cost.CostText;
import java.math.BigInteger;
import java.util.List;
import java.util.SortedMap;

/** Re-ratings as callers see them. */
final class ReratingDocument {

    private ReratingDocument() {}

    /**
     * What is asked for.
     *
     * @param from an instant or UTC date, at the beginning of an hour
     * @param to likewise, after the last
     * @param reason required unless {@code dryRun}
     * @param dryRun whether to look only; false when absent
     */
    public record Request(String from, String to, String reason, Boolean dryRun) {}

    /**
     * What was found.
     *
     * @param id of the re-rating; null when nothing was written
     * @param rows adjustments
     * @param difference by how much the cost changes
     */
    public record Answer(Long id, long rows, List<Amount> difference) {
        static Answer of(Difference found) {
            return new Answer(found.id().orElse(null), found.rows(), amounts(found.costs()));
        }
    }

    /**
     * A re-rating that was done.
     *
     * @param recordedAt when
     */
    public record Entry(
            long id, String recordedAt, String from, String to, String reason, long rows, List<Amount> difference) {}

    /** Those that were done, latest first. */
    public record Listing(List<Entry> reratings) {}

    /**
     * An amount of money.
     *
     * @param cost a decimal, negative when less is paid than before
     */
    public record Amount(String currency, String cost) {}

    static List<Amount> amounts(SortedMap<String, BigInteger> costs) {
        return costs.entrySet().stream()
                .map(entry -> new Amount(entry.getKey(), CostText.of(entry.getValue(), CostText.PAID_SCALE)))
                .toList();
    }
}
