package io.tollgate.gateway.settlement;

import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.ReservationId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * This node's reservations that have not ended. Their deadlines are moved on while the node lives, so that a long stream
 * keeps its reservation and a dead node's reservations end by themselves. Thread-safe; bounded by the requests in flight.
 */
public final class OpenReservations {

    /** Ids in one command to the ledger. */
    private static final int BATCH = 500;

    private final Ledger ledger;
    private final Duration timeToLive;
    private final LongSupplier monotonicMillis;
    private final ConcurrentHashMap<ReservationId, Open> open = new ConcurrentHashMap<>();

    public OpenReservations(Ledger ledger, Duration timeToLive, LongSupplier monotonicMillis) {
        this.ledger = ledger;
        this.timeToLive = timeToLive;
        this.monotonicMillis = monotonicMillis;
    }

    private record Open(String account, long sinceMillis) {}

    /** A reservation was granted. */
    public void opened(String account, ReservationId id) {
        open.put(id, new Open(account, monotonicMillis.getAsLong()));
    }

    /** It has ended, or is about to. */
    public void closed(ReservationId id) {
        open.remove(id);
    }

    public int count() {
        return open.size();
    }

    /** Moves the deadlines of all that have been open for a third of their time to live. To be called about that often. */
    public void extendAll() {
        long oldEnough = monotonicMillis.getAsLong() - timeToLive.toMillis() / 3;
        Map<String, List<ReservationId>> byAccount = new HashMap<>();
        open.forEach((id, reservation) -> {
            if (reservation.sinceMillis <= oldEnough) {
                byAccount
                        .computeIfAbsent(reservation.account, account -> new ArrayList<>())
                        .add(id);
            }
        });
        byAccount.forEach((account, ids) -> {
            for (int from = 0; from < ids.size(); from += BATCH) {
                ledger.extend(account, ids.subList(from, Math.min(ids.size(), from + BATCH)), timeToLive);
            }
        });
    }
}
