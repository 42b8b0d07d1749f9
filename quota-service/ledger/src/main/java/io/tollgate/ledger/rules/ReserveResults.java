package io.tollgate.ledger.rules;

import io.tollgate.ledger.Allowance;
import io.tollgate.ledger.Debit;
import io.tollgate.ledger.Debit.Role;
import io.tollgate.ledger.Level;
import io.tollgate.ledger.ReserveResult;
import io.tollgate.ledger.ReserveResult.Cause;
import io.tollgate.ledger.ReserveResult.Denied;
import io.tollgate.ledger.ReserveResult.NeverFits;
import java.util.ArrayList;
import java.util.List;

/** What a caller is told, from the verdict and what the store says of each debit; one place for every store. */
public final class ReserveResults {

    private final List<Debit> debits;
    private final List<Reading> readings;
    private final List<Level> levels = new ArrayList<>();
    private final List<Allowance> shadowDenied = new ArrayList<>();

    /**
     * @param debits what was asked for
     * @param readings of each debit's allowance after the command
     * @param leftOut the debits that did not fit and are not required: bit i for debit i
     */
    public ReserveResults(List<Debit> debits, List<Reading> readings, int leftOut) {
        this.debits = debits;
        this.readings = readings;
        for (int i = 0; i < debits.size(); i++) {
            Debit debit = debits.get(i);
            levels.add(readings.get(i).level(debit.allowance()));
            if (debit.role() == Role.SHADOW && (leftOut & (1 << i)) != 0) {
                shadowDenied.add(debit.allowance());
            }
        }
    }

    /** The reservation stands. */
    public ReserveResult granted() {
        return new ReserveResult.Granted(levels, shadowDenied);
    }

    /** Nothing was taken. */
    public ReserveResult refused() {
        for (Debit debit : debits) {
            if (debit.role() == Role.REQUIRED && neverFits(debit)) {
                return new NeverFits(debit.allowance(), levels, shadowDenied);
            }
        }
        return denied();
    }

    /** A floor is no obstacle for ever when a guarantee may come to fit. */
    private boolean neverFits(Debit debit) {
        long capacity = debit.allowance().capacity();
        return debit.amount() > capacity
                || (debit.amount() + debit.floor() > capacity
                        && debits.stream().noneMatch(other -> other.role() == Role.GUARANTEE && mayFit(other)));
    }

    private static boolean mayFit(Debit debit) {
        return debit.amount() + debit.floor() <= debit.allowance().capacity();
    }

    private ReserveResult denied() {
        boolean waived = waived(debits, readings);
        int worst = -1;
        for (int i = 0; i < debits.size(); i++) {
            boolean denies = debits.get(i).role() == Role.REQUIRED && !fits(debits.get(i), readings.get(i), waived);
            if (denies && (worst < 0 || isSlower(i, worst, waived))) {
                worst = i;
            }
        }
        Cause cause = cause(worst, waived);
        return new Denied(
                debits.get(worst).allowance(),
                cause,
                cause == Cause.IN_FLIGHT ? 0 : retryAfter(waived),
                levels,
                shadowDenied);
    }

    private boolean isSlower(int one, int other, boolean waived) {
        int causes = cause(one, waived).compareTo(cause(other, waived));
        return causes < 0 || (causes == 0 && wait(one, waived) > wait(other, waived));
    }

    private Cause cause(int i, boolean waived) {
        return readings.get(i).cause(debits.get(i).allowance(), needed(debits.get(i), waived));
    }

    private long wait(int i, boolean waived) {
        return readings.get(i).wait(debits.get(i).allowance(), needed(debits.get(i), waived));
    }

    /** Until every required debit fits with its floor; or without, if some guarantee fits sooner. */
    private long retryAfter(boolean waived) {
        long asItIs = 0;
        long waivedLater = 0;
        long guarantee = Reading.NEVER;
        for (int i = 0; i < debits.size(); i++) {
            switch (debits.get(i).role()) {
                case REQUIRED -> {
                    asItIs = Math.max(asItIs, wait(i, waived));
                    waivedLater = Math.max(waivedLater, wait(i, true));
                }
                case GUARANTEE -> guarantee = Math.min(guarantee, wait(i, false));
                case SHADOW -> {}
            }
        }
        return Math.min(asItIs, Math.max(guarantee, waivedLater));
    }

    /** Whether a guarantee fits, so that floors do not count. */
    static boolean waived(List<Debit> debits, List<Reading> readings) {
        for (int i = 0; i < debits.size(); i++) {
            if (debits.get(i).role() == Role.GUARANTEE && fits(debits.get(i), readings.get(i), false)) {
                return true;
            }
        }
        return false;
    }

    static boolean fits(Debit debit, Reading reading, boolean waived) {
        return reading.has(debit.allowance(), needed(debit, waived));
    }

    private static long needed(Debit debit, boolean waived) {
        return debit.amount() + (waived && debit.role() != Role.GUARANTEE ? 0 : debit.floor());
    }
}
