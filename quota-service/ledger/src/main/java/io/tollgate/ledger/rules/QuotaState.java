package io.tollgate.ledger.rules;

import io.tollgate.ledger.PeriodQuota;

/**
 * A calendar quota in one of its periods. Sums stop at {@link PeriodQuota#MOST}, beyond which no quota has anything left.
 *
 * @param endsAtMillis when the period ends, store time; also names the period
 * @param consumed by what has ended
 * @param held by what is open
 */
public record QuotaState(long endsAtMillis, long consumed, long held) implements AllowanceState {

    /**
     * The state in the period that {@code nowMillis} is in. The store's clock decides; the rule only says where periods
     * end. A period that has begun is never moved by a caller whose clock is ahead. One whose clock is more than a period
     * behind still gets a period that ends, as long as the one after the current one.
     *
     * @param state what is known, or null
     */
    static QuotaState at(QuotaState state, PeriodQuota rule, long nowMillis) {
        return state != null && nowMillis < state.endsAtMillis
                ? state
                : new QuotaState(endAfter(nowMillis, rule), 0, 0);
    }

    private static long endAfter(long nowMillis, PeriodQuota rule) {
        if (nowMillis < rule.endsAtMillis()) {
            return rule.endsAtMillis();
        }
        long next = rule.nextEndsAtMillis();
        if (nowMillis < next) {
            return next;
        }
        long period = next - rule.endsAtMillis();
        return next + ((nowMillis - next) / period + 1) * period;
    }

    QuotaState hold(long amount) {
        return new QuotaState(endsAtMillis, consumed, Math.min(PeriodQuota.MOST, held + amount));
    }

    QuotaState giveBack(long amount) {
        return new QuotaState(endsAtMillis, consumed, Math.max(0, held - amount));
    }

    QuotaState consume(long amount) {
        return new QuotaState(endsAtMillis, Math.min(PeriodQuota.MOST, consumed + amount), held);
    }
}
