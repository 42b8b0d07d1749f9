package io.tollgate.ledger;

import static io.tollgate.ledger.LedgerContract.await;

import io.tollgate.ledger.LeaseRenewal.Part;
import io.tollgate.ledger.Ledger.AccountState;
import io.tollgate.ledger.Ledger.EndResult;
import io.tollgate.ledger.ReserveResult.Denied;
import java.time.Duration;
import java.util.List;

/** What the contract's tests do with a store. The clock is the test's. */
public interface LedgerSteps {

    /** Long enough for a test that does not end. */
    Duration MINUTE = Duration.ofMinutes(1);

    /** The store. */
    Ledger ledger();

    /** An account that no other test uses. */
    String account();

    /** Moves the store's time, back if negative. */
    void advance(Duration by);

    /** The store's time. */
    long nowMillis();

    default ReserveResult reserve(String id, Debit... debits) {
        return reserve(id, MINUTE, debits);
    }

    default ReserveResult reserve(String id, Duration timeToLive, Debit... debits) {
        return await(ledger().reserve(reservation(id, timeToLive, debits)));
    }

    default ReserveResult preview(String id, Debit... debits) {
        return await(ledger().preview(reservation(id, MINUTE, debits)));
    }

    default List<Level> charge(String id, Debit... debits) {
        return await(ledger().charge(reservation(id, MINUTE, debits)));
    }

    private Reservation reservation(String id, Duration timeToLive, Debit... debits) {
        return new Reservation(account(), new ReservationId(id), List.of(debits), timeToLive);
    }

    default boolean raise(String id, Usage... atLeast) {
        return await(ledger().raise(account(), new ReservationId(id), List.of(atLeast)));
    }

    default EndResult settle(String id, Usage... used) {
        return await(ledger().settle(account(), new ReservationId(id), List.of(used)));
    }

    default EndResult release(String id) {
        return await(ledger().release(account(), new ReservationId(id)));
    }

    default LeaseResult lease(long sequence, Part... parts) {
        return lease("lease", sequence, parts);
    }

    default LeaseResult lease(String id, long sequence, Part... parts) {
        return await(
                ledger().lease(new LeaseRenewal(account(), new ReservationId(id), sequence, List.of(parts), MINUTE)));
    }

    default List<ReservationId> expire(int most) {
        return await(ledger().expire(account(), most));
    }

    default Level level(Allowance allowance) {
        return await(ledger().inspect(account(), List.of(allowance))).levels().getFirst();
    }

    default long available(Allowance allowance) {
        return level(allowance).available();
    }

    default AccountState inspect() {
        return await(ledger().inspect(account(), List.of()));
    }

    default Denied denied(String id, Debit... debits) {
        return (Denied) reserve(id, debits);
    }

    default boolean granted(String id, Debit... debits) {
        return reserve(id, debits) instanceof ReserveResult.Granted;
    }
}
