package io.tollgate.gateway.admission;

import io.tollgate.gateway.model.QuotaView;
import io.tollgate.gateway.model.Reservations;
import io.tollgate.ledger.Allowance;
import io.tollgate.ledger.Debit;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.LedgerUnavailableException;
import io.tollgate.ledger.Reservation;
import io.tollgate.ledger.ReservationId;
import io.tollgate.ledger.ReserveResult;
import io.tollgate.ledger.Usage;
import io.tollgate.ledger.limits.ApplicableLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** A reservation of its own for each request, in one step of the ledger. Thread-safe. */
public final class ExactRegime {

    /** What waits for the end of somebody else's request is told to come back after this. */
    private static final long IN_FLIGHT_RETRY_MILLIS = 1_000;

    private final Ledger ledger;
    private final Reservations reservations;
    private final Duration reservationTimeToLive;

    /**
     * @param reservationTimeToLive how long a reservation outlives a node that stops extending it
     */
    public ExactRegime(Ledger ledger, Reservations reservations, Duration reservationTimeToLive) {
        this.ledger = ledger;
        this.reservations = reservations;
        this.reservationTimeToLive = reservationTimeToLive;
    }

    /** What the ledger says; fails when it could not be asked, and nothing stays reserved then. */
    CompletionStage<ReserveResult> reserve(Demand demand) {
        Reservation reservation = reservation(demand);
        // Asks twice: under one id it is one reservation, and a single answer that is late need not refuse a request.
        return ledger.reserve(reservation)
                .exceptionallyCompose(first -> ledger.reserve(reservation).whenComplete((result, second) -> {
                    if (second != null && (mayHaveArrived(first) || mayHaveArrived(second))) {
                        reservations.forget(reservation.account(), reservation.id());
                    }
                }));
    }

    private static boolean mayHaveArrived(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return !(cause instanceof LedgerUnavailableException unavailable) || unavailable.mayHaveTakenEffect();
    }

    Admission admission(Demand demand, ReserveResult result) {
        QuotaView view = new QuotaView(demand.limits(), result.levels());
        return switch (result) {
            case ReserveResult.Granted granted -> {
                var id = new ReservationId(demand.id().value());
                reservations.opened(demand.account(), id);
                yield new Admission.Granted(new ExactGrant(reservations, demand, id, view));
            }
            case ReserveResult.Denied denied -> {
                int at = position(demand, denied.denying());
                yield new Admission.Denied(
                        Regime.EXACT,
                        demand.limits().get(at),
                        denied.cause(),
                        demand.amounts().get(at),
                        denied.cause() == ReserveResult.Cause.IN_FLIGHT
                                ? IN_FLIGHT_RETRY_MILLIS
                                : denied.retryAfterMillis(),
                        view);
            }
            case ReserveResult.NeverFits never -> {
                int at = position(demand, never.denying());
                yield new Admission.NeverFits(
                        demand.limits().get(at), demand.amounts().get(at));
            }
        };
    }

    private Reservation reservation(Demand demand) {
        var debits = new ArrayList<Debit>(demand.limits().size());
        for (int i = 0; i < demand.limits().size(); i++) {
            ApplicableLimit limit = demand.limits().get(i);
            Debit.Role role = limit.limit().shadow() ? Debit.Role.SHADOW : Debit.Role.REQUIRED;
            debits.add(new Debit(limit.allowance(), demand.amounts().get(i), 0, role));
        }
        return new Reservation(demand.account(), new ReservationId(demand.id().value()), debits, reservationTimeToLive);
    }

    private static int position(Demand demand, Allowance allowance) {
        for (int i = 0; i < demand.limits().size(); i++) {
            if (demand.limits().get(i).allowance().id().equals(allowance.id())) {
                return i;
            }
        }
        throw new IllegalStateException("the ledger names a limit that was not asked for");
    }

    /** A reservation in the ledger. */
    private record ExactGrant(Reservations reservations, Demand demand, ReservationId id, QuotaView view)
            implements Grant {
        @Override
        public Regime regime() {
            return Regime.EXACT;
        }

        @Override
        public void grown(Consumption soFar) {
            reservations.raise(demand.account(), id, usages(soFar));
        }

        @Override
        public void settle(Consumption used) {
            reservations.settle(demand.account(), id, usages(used));
        }

        @Override
        public void release() {
            reservations.release(demand.account(), id);
        }

        private List<Usage> usages(Consumption consumption) {
            var usages = new ArrayList<Usage>(demand.limits().size());
            for (ApplicableLimit limit : demand.limits()) {
                usages.add(new Usage(limit.allowance(), consumption.of(limit)));
            }
            return usages;
        }
    }
}
