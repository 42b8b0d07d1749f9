package io.tollgate.gateway.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tollgate.ledger.Allowance;
import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.LeaseRenewal;
import io.tollgate.ledger.LeaseResult;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.Ledger.AccountState;
import io.tollgate.ledger.Ledger.EndResult;
import io.tollgate.ledger.LedgerUnavailableException;
import io.tollgate.ledger.Level;
import io.tollgate.ledger.Reservation;
import io.tollgate.ledger.ReservationId;
import io.tollgate.ledger.ReserveResult;
import io.tollgate.ledger.Usage;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SettlerTest {

    private final Vertx vertx = Vertx.vertx();
    private final FlakyLedger ledger = new FlakyLedger();
    private final OpenReservations open = new OpenReservations(ledger, Duration.ofSeconds(30), () -> 0);
    private final LateCommands late = new LateCommands(() -> true, () -> System.nanoTime() / 1_000_000);
    private final Settler settler = new Settler(ledger, open, late);
    private final ReservationId id = new ReservationId("r1");
    private final List<Usage> used = List.of(new Usage(new Bucket("t", 100, 100), 42));

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void shouldSettleAndForgetTheReservation() {
        settler.opened("acme", id);
        assertThat(open.count()).isEqualTo(1);

        settler.settle("acme", id, used);

        assertThat(ledger.settled).containsExactly(used);
        assertThat(open.count()).isZero();
    }

    @Test
    void shouldTryAgainWithTheSameIdWhenTheLedgerDoesNotAnswer() {
        ledger.failures.set(2);

        late.start(vertx);
        settler.settle("acme", id, used);

        await().until(() -> ledger.settled.size() == 1);
        assertThat(ledger.asked).containsExactly("r1", "r1", "r1");
        assertThat(settler.leftToExpire()).isZero();
    }

    /** Fails so many times, then does as it is told. */
    private static final class FlakyLedger implements Ledger {

        private final AtomicInteger failures = new AtomicInteger();
        private final List<String> asked = new CopyOnWriteArrayList<>();
        private final List<List<Usage>> settled = new CopyOnWriteArrayList<>();

        @Override
        public CompletionStage<ReserveResult> reserve(Reservation reservation) {
            throw new AssertionError("the settler reserves nothing");
        }

        @Override
        public CompletionStage<EndResult> settle(String account, ReservationId id, List<Usage> used) {
            asked.add(id.value());
            if (failures.getAndDecrement() > 0) {
                return CompletableFuture.failedStage(new LedgerUnavailableException("away", null));
            }
            settled.add(used);
            return CompletableFuture.completedStage(EndResult.ENDED);
        }

        @Override
        public CompletionStage<EndResult> release(String account, ReservationId id) {
            asked.add(id.value());
            return CompletableFuture.completedStage(EndResult.ENDED);
        }

        @Override
        public CompletionStage<ReserveResult> preview(Reservation reservation) {
            throw new AssertionError("the settler asks for nothing");
        }

        @Override
        public CompletionStage<List<Level>> charge(Reservation reservation) {
            throw new AssertionError("the settler charges nothing");
        }

        @Override
        public CompletionStage<Boolean> raise(String account, ReservationId id, List<Usage> atLeast) {
            return CompletableFuture.completedStage(true);
        }

        @Override
        public CompletionStage<LeaseResult> lease(LeaseRenewal renewal) {
            throw new AssertionError("the settler leases nothing");
        }

        @Override
        public CompletionStage<Level> adjust(String account, Bucket bucket, long lowest, long highest) {
            throw new AssertionError("the settler adjusts nothing");
        }

        @Override
        public CompletionStage<Integer> extend(String account, List<ReservationId> ids, Duration timeToLive) {
            return CompletableFuture.completedStage(ids.size());
        }

        @Override
        public CompletionStage<List<ReservationId>> expire(String account, int most) {
            return CompletableFuture.completedStage(List.of());
        }

        @Override
        public CompletionStage<AccountState> inspect(String account, List<? extends Allowance> allowances) {
            return CompletableFuture.completedStage(new AccountState(List.of(), 0, 0, 0));
        }
    }
}
