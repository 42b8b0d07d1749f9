package io.tollgate.gateway.admission.degraded;

import io.tollgate.gateway.model.Reservations;
import io.tollgate.ledger.Debit;
import io.tollgate.ledger.Reservation;
import io.tollgate.ledger.ReservationId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Charges what was let through while the ledger was away, each charge under an id of its own, so that one that is sent
 * again counts once. Thread-safe.
 */
public final class LateCharges {

    /** Longer than a charge is ever sent again. */
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private static final int MOST_DEBITS = 16;

    private final Reservations reservations;
    private final String idPrefix;
    private final AtomicLong sequence = new AtomicLong();

    /** @param idPrefix unique among nodes and their starts */
    public LateCharges(Reservations reservations, String idPrefix) {
        this.reservations = reservations;
        this.idPrefix = idPrefix;
    }

    /** The stage completes, always well, when each charge has been sent once. */
    CompletionStage<Void> charge(String account, List<Debit> debits) {
        CompletableFuture<?>[] sent = new CompletableFuture<?>[Math.ceilDiv(debits.size(), MOST_DEBITS)];
        for (int i = 0; i < sent.length; i++) {
            List<Debit> some = debits.subList(i * MOST_DEBITS, Math.min(debits.size(), (i + 1) * MOST_DEBITS));
            var id = new ReservationId(idPrefix + sequence.incrementAndGet());
            sent[i] = reservations
                    .charge(new Reservation(account, id, some, REMEMBERED))
                    .toCompletableFuture();
        }
        return CompletableFuture.allOf(sent);
    }

    /** Charges so far. */
    public long count() {
        return sequence.get();
    }
}
