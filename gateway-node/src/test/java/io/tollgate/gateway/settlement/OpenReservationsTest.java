package io.tollgate.gateway.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.Debit;
import io.tollgate.ledger.Reservation;
import io.tollgate.ledger.ReservationId;
import io.tollgate.ledger.memory.InMemoryLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OpenReservationsTest {

    private static final Duration TIME_TO_LIVE = Duration.ofSeconds(30);

    private final AtomicLong nowMillis = new AtomicLong(1_000_000);
    private final InMemoryLedger ledger = new InMemoryLedger(() -> Instant.ofEpochMilli(nowMillis.get()));
    private final OpenReservations open = new OpenReservations(ledger, TIME_TO_LIVE, nowMillis::get);
    private final ReservationId id = new ReservationId("r1");

    @Test
    void shouldKeepALongRequestsReservationAlive() {
        reserve();
        open.opened("acme", id);

        for (int i = 0; i < 10; i++) {
            nowMillis.addAndGet(TIME_TO_LIVE.toMillis() / 3);
            open.extendAll();
        }

        assertThat(expired()).isEmpty();
    }

    @Test
    void shouldLetADeadNodesReservationEnd() {
        reserve();
        open.opened("acme", id);

        nowMillis.addAndGet(TIME_TO_LIVE.toMillis() + 1);

        assertThat(expired()).containsExactly(id);
    }

    @Test
    void shouldForgetWhatHasEnded() {
        open.opened("acme", id);
        open.closed(id);

        assertThat(open.count()).isZero();
    }

    private void reserve() {
        var debit = new Debit(new Bucket("tenant:tokens-per-minute", 1_000, 1_000), 10);
        ledger.reserve(new Reservation("acme", id, List.of(debit), TIME_TO_LIVE));
    }

    private List<ReservationId> expired() {
        return ledger.expire("acme", 10).toCompletableFuture().getNow(null);
    }
}
