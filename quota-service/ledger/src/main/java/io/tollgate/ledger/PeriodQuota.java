package io.tollgate.ledger;

/**
 * So much in each calendar period. What is used counts in the period in which it was reserved. The store knows no
 * calendar, so the command says when periods end; the store's own clock decides which of them it is in.
 *
 * @param id as {@link Allowance#id}; names the kind of period, so that a day's and a month's quota are two allowances
 * @param amount for one period, 1 to {@link #MOST}
 * @param endsAtMillis when the current period ends by the caller's clock, epoch milliseconds
 * @param nextEndsAtMillis when the one after it ends
 */
public record PeriodQuota(String id, long amount, long endsAtMillis, long nextEndsAtMillis) implements Allowance {

    /** Keeps sums below 2^53. */
    public static final long MOST = 4_000_000_000_000_000L;

    public PeriodQuota {
        Names.requireAllowanceId(id);
        if (amount < 1 || amount > MOST) {
            throw new IllegalArgumentException("amount must be 1 to " + MOST);
        }
        if (endsAtMillis < 0 || nextEndsAtMillis <= endsAtMillis) {
            throw new IllegalArgumentException("periods must end one after the other");
        }
    }

    @Override
    public long capacity() {
        return amount;
    }
}
