package io.tollgate.ledger.redis;

import io.tollgate.ledger.Allowance;
import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.PeriodQuota;
import io.tollgate.ledger.ReservationId;
import io.tollgate.ledger.Slots;

/** What a script is told, in the order and with the numbers that {@code common-v2.lua} names. Not thread-safe. */
final class Args {

    /** Stands before the id of what is open, and never before an allowance's. */
    static final String OPEN = "#";

    private static final String ZERO = "0";

    private final Object[] args;
    private int next;

    Args(int size) {
        args = new Object[size];
    }

    /** What kind of allowance, for the scripts. */
    static long what(Allowance allowance) {
        return switch (allowance) {
            case Bucket bucket -> 1;
            case Slots slots -> 2;
            case PeriodQuota quota -> 3;
        };
    }

    Args id(ReservationId id) {
        return name(OPEN + id.value());
    }

    Args name(String name) {
        args[next++] = name;
        return this;
    }

    Args number(long number) {
        return name(number == 0 ? ZERO : Long.toString(number));
    }

    /** The rule's three numbers. */
    Args rule(Allowance allowance, long floor) {
        return switch (allowance) {
            case Bucket bucket ->
                number(bucket.perMinute()).number(bucket.capacity()).number(floor);
            case Slots slots -> number(slots.most()).number(0).number(0);
            case PeriodQuota quota ->
                number(quota.amount()).number(quota.endsAtMillis()).number(quota.nextEndsAtMillis());
        };
    }

    Object[] done() {
        return args;
    }
}
