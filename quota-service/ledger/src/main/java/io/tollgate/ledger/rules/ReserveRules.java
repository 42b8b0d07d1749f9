package io.tollgate.ledger.rules;

import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.Debit;
import io.tollgate.ledger.Debit.Role;
import io.tollgate.ledger.Level;
import io.tollgate.ledger.Reservation;
import io.tollgate.ledger.ReservationId;
import io.tollgate.ledger.ReserveResult;
import io.tollgate.ledger.Slots;
import io.tollgate.ledger.Usage;
import io.tollgate.ledger.rules.Account.Hold;
import io.tollgate.ledger.rules.Account.Kind;
import io.tollgate.ledger.rules.Account.Open;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The commands that take. */
public final class ReserveRules {

    /** How many overdue reservations a reserve ends on the way. */
    public static final int EXPIRED_BY_RESERVE = 8;

    private ReserveRules() {}

    public static Step<ReserveResult> reserve(Account before, long nowMillis, Reservation reservation) {
        Account swept = EndRules.expire(before, nowMillis, EXPIRED_BY_RESERVE).after();
        return decide(swept, nowMillis, reservation);
    }

    public static ReserveResult preview(Account account, long nowMillis, Reservation reservation) {
        return decide(account, nowMillis, reservation).result();
    }

    private static Step<ReserveResult> decide(Account before, long nowMillis, Reservation reservation) {
        Draft draft = new Draft(before, nowMillis);
        List<Debit> debits = reservation.debits();
        List<Reading> readings = readings(draft, debits);
        Open known = before.open().get(reservation.id());
        if (known != null) {
            return new Step<>(before, new ReserveResults(debits, readings, leftOut(debits, known)).granted());
        }
        boolean waived = ReserveResults.waived(debits, readings);
        boolean granted = true;
        int leftOut = 0;
        Map<String, Hold> holds = new HashMap<>();
        for (int i = 0; i < debits.size(); i++) {
            Debit debit = debits.get(i);
            if (ReserveResults.fits(debit, readings.get(i), waived)) {
                holds.put(debit.allowance().id(), draft.hold(debit.allowance(), debit.amount()));
            } else if (debit.role() == Role.REQUIRED) {
                granted = false;
            } else {
                leftOut |= 1 << i;
                holds.put(debit.allowance().id(), new Hold(Hold.Of.LEFT_OUT, 0, 0));
            }
        }
        if (!granted) {
            return new Step<>(before, new ReserveResults(debits, readings, leftOut).refused());
        }
        long deadline = nowMillis + reservation.timeToLive().toMillis();
        draft.open.put(reservation.id(), new Open(deadline, Kind.RESERVATION, 0, holds));
        return new Step<>(draft.done(), new ReserveResults(debits, readings(draft, debits), leftOut).granted());
    }

    private static List<Reading> readings(Draft draft, List<Debit> debits) {
        return debits.stream().map(debit -> draft.reading(debit.allowance())).toList();
    }

    private static int leftOut(List<Debit> debits, Open known) {
        int leftOut = 0;
        for (int i = 0; i < debits.size(); i++) {
            Hold hold = known.holds().get(debits.get(i).allowance().id());
            if (hold != null && hold.of() == Hold.Of.LEFT_OUT) {
                leftOut |= 1 << i;
            }
        }
        return leftOut;
    }

    public static Step<List<Level>> charge(Account before, long nowMillis, Reservation charge) {
        Draft draft = new Draft(before, nowMillis);
        if (!before.open().containsKey(charge.id())) {
            charge.debits().forEach(debit -> draft.charge(debit.allowance(), debit.amount()));
            long deadline = nowMillis + charge.timeToLive().toMillis();
            draft.open.put(charge.id(), new Open(deadline, Kind.CHARGE, 0, Map.of()));
        }
        return new Step<>(
                draft.done(),
                charge.debits().stream()
                        .map(debit -> draft.level(debit.allowance()))
                        .toList());
    }

    public static Step<Boolean> raise(Account before, long nowMillis, ReservationId id, List<Usage> atLeast) {
        Draft draft = new Draft(before, nowMillis);
        Open open = draft.open(id, Kind.RESERVATION);
        if (open == null) {
            return new Step<>(before, false);
        }
        Map<String, Hold> holds = new HashMap<>(open.holds());
        for (Usage usage : atLeast) {
            String allowance = usage.allowance().id();
            Hold raised = raise(draft, holds.get(allowance), usage);
            if (raised != null) {
                holds.put(allowance, raised);
            }
        }
        draft.open.put(id, new Open(open.deadlineMillis(), open.kind(), 0, holds));
        return new Step<>(draft.done(), true);
    }

    /** Returns what the reservation has then, null for slots that it does not have. */
    private static Hold raise(Draft draft, Hold hold, Usage usage) {
        if (usage.allowance() instanceof Slots) {
            return hold;
        }
        if (hold == null) {
            return draft.hold(usage.allowance(), usage.amount());
        }
        long more = usage.amount() - hold.amount();
        if (hold.of() == Hold.Of.LEFT_OUT || more <= 0) {
            return hold;
        }
        QuotaState quota = draft.quotaOf(usage.allowance().id(), hold);
        if (quota != null) {
            draft.put(usage.allowance().id(), quota.hold(more));
        } else if (usage.allowance() instanceof Bucket rule) {
            draft.put(rule.id(), BucketRules.charge(draft.bucket(rule), more));
        }
        return new Hold(hold.of(), usage.amount(), hold.mark());
    }
}
