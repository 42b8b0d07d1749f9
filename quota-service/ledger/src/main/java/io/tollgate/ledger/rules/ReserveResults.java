package io.tollgate.ledger.rules;

import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.BucketLevel;
import io.tollgate.ledger.Debit;
import io.tollgate.ledger.ReserveResult;
import java.util.Arrays;
import java.util.List;

/** What a caller is told, from the verdict and the levels; one place for every store. */
public final class ReserveResults {

    private ReserveResults() {}

    /**
     * @param debits what was asked for
     * @param units the level of each debit's bucket after the command
     */
    public static ReserveResult granted(List<Debit> debits, long[] units) {
        return new ReserveResult.Granted(levels(debits, units));
    }

    /** As {@link #granted}; the denying bucket is the first of those that take longest. */
    public static ReserveResult denied(List<Debit> debits, long[] units) {
        Bucket denying = debits.getFirst().bucket();
        long longest = 0;
        for (int i = 0; i < units.length; i++) {
            Debit debit = debits.get(i);
            long wait = BucketRules.millisUntil(units[i], debit.bucket(), debit.amount());
            if (wait > longest) {
                longest = wait;
                denying = debit.bucket();
            }
        }
        return new ReserveResult.Denied(denying, longest, levels(debits, units));
    }

    /** As {@link #granted}; the denying bucket is the first that is too small. */
    public static ReserveResult neverFits(List<Debit> debits, long[] units) {
        Bucket tooSmall = debits.stream()
                .filter(debit -> debit.amount() > debit.bucket().capacity())
                .findFirst()
                .orElseThrow()
                .bucket();
        return new ReserveResult.NeverFits(tooSmall, levels(debits, units));
    }

    private static List<BucketLevel> levels(List<Debit> debits, long[] units) {
        BucketLevel[] levels = new BucketLevel[units.length];
        for (int i = 0; i < units.length; i++) {
            levels[i] = BucketRules.level(debits.get(i).bucket(), units[i]);
        }
        return Arrays.asList(levels);
    }
}
