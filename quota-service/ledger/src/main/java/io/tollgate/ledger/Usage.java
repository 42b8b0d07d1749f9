package io.tollgate.ledger;

import java.util.List;
import java.util.Objects;

/**
 * What a request really used of an allowance.
 *
 * @param allowance the rule, as of the settlement
 * @param amount 0 or more; of slots it does not matter
 */
public record Usage(Allowance allowance, long amount) {

    /** As many as a reservation has debits. */
    private static final int MOST_USAGES = 16;

    public Usage {
        Objects.requireNonNull(allowance, "allowance");
        Debit.requireAmount(allowance, amount);
    }

    /**
     * Returns {@code used}, or throws IllegalArgumentException when it names one allowance twice or has more than 16
     * elements.
     */
    public static List<Usage> requireDistinct(List<Usage> used) {
        if (used.size() > MOST_USAGES) {
            throw new IllegalArgumentException("a settlement has at most " + MOST_USAGES + " usages");
        }
        for (int i = 1; i < used.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (used.get(i).allowance().id().equals(used.get(j).allowance().id())) {
                    throw new IllegalArgumentException("two usages of one allowance");
                }
            }
        }
        return used;
    }
}
