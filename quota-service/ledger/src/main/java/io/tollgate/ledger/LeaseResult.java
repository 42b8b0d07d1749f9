package io.tollgate.ledger;

import java.util.List;

/**
 * The answer to {@link Ledger#lease}.
 *
 * @param outstanding what the node may still hand out of each part's allowance, in the order of the parts
 * @param levels what is available to others, in the same order
 * @param lost whether the lease had been open and was not any more: it had expired, or the store has lost it; what had
 *     been used of it was not charged again
 */
public record LeaseResult(List<Long> outstanding, List<Level> levels, boolean lost) {
    public LeaseResult {
        outstanding = List.copyOf(outstanding);
        levels = List.copyOf(levels);
    }
}
