package io.tollgate.gateway.admission;

import static io.tollgate.catalog.LimitKind.REQUESTS_PER_MINUTE;
import static io.tollgate.catalog.LimitKind.TOKENS_PER_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.Limit;
import io.tollgate.gateway.model.Caller;
import io.tollgate.gateway.model.RequestId;
import io.tollgate.gateway.support.Callers;
import io.tollgate.ledger.BucketLevel;
import io.tollgate.ledger.memory.InMemoryLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class QuotaGateTest {

    private final AtomicLong nowMillis = new AtomicLong(1_000_000);
    private final AtomicLong ids = new AtomicLong();
    private final Headroom headroom = new Headroom();
    private final QuotaGate gate = new QuotaGate(
            new InMemoryLedger(() -> Instant.ofEpochMilli(nowMillis.get())), headroom, Duration.ofSeconds(30));

    @Test
    void shouldReserveFromTenantAndKeyTogether() {
        Caller caller = Callers.limited(
                List.of(Limit.of(TOKENS_PER_MINUTE, 1_000)),
                List.of(Limit.of(TOKENS_PER_MINUTE, 500), Limit.of(REQUESTS_PER_MINUTE, 10)));

        Admission admission = admit(caller, new ReservationAmount(100, false));

        assertThat(admission).isInstanceOfSatisfying(Admission.Granted.class, granted -> assertThat(
                        granted.view().levels().stream().map(BucketLevel::available))
                .containsExactly(900L, 400L, 9L));
    }

    @Test
    void shouldTakeNothingFromAnyLimitWhenOneSaysNo() {
        Caller caller =
                Callers.limited(List.of(Limit.of(TOKENS_PER_MINUTE, 1_000)), List.of(Limit.of(TOKENS_PER_MINUTE, 150)));
        admit(caller, new ReservationAmount(100, false));

        assertThat(admit(caller, new ReservationAmount(100, false)))
                .isInstanceOfSatisfying(Admission.Denied.class, denied -> {
                    assertThat(denied.limit().bucket().id()).isEqualTo("key:web:tokens-per-minute");
                    assertThat(denied.retryAfterMillis()).isEqualTo(20_000);
                    assertThat(denied.view().levels().getFirst().available()).isEqualTo(900);
                });
    }

    @Test
    void shouldAdmitTheSameRequestExactlyWhenItSaid() {
        Caller caller = Callers.limited(List.of(Limit.of(TOKENS_PER_MINUTE, 700)), List.of());
        admit(caller, new ReservationAmount(700, false));
        var amount = new ReservationAmount(300, false);
        long retryAfterMillis = ((Admission.Denied) admit(caller, amount)).retryAfterMillis();

        nowMillis.addAndGet(retryAfterMillis - 1);
        assertThat(admit(caller, amount)).isInstanceOf(Admission.Denied.class);
        nowMillis.addAndGet(1);
        assertThat(admit(caller, amount)).isInstanceOf(Admission.Granted.class);
    }

    @Test
    void shouldNeverLockACallerOutByAGuess() {
        Caller caller = Callers.limited(List.of(Limit.of(TOKENS_PER_MINUTE, 200)), List.of());

        assertThat(admit(caller, new ReservationAmount(512, true))).isInstanceOf(Admission.Granted.class);
    }

    @Test
    void shouldSayWhenARequestsOwnBoundCanNeverFit() {
        Caller caller = Callers.limited(List.of(Limit.of(TOKENS_PER_MINUTE, 200)), List.of());

        assertThat(admit(caller, new ReservationAmount(512, false)))
                .isInstanceOfSatisfying(Admission.NeverFits.class, never -> assertThat(never.requested())
                        .isEqualTo(512));
    }

    @Test
    void shouldNotAskTheLedgerWhereNoLimitApplies() {
        assertThat(admit(Callers.unlimited(), new ReservationAmount(1_000_000, false)))
                .isInstanceOfSatisfying(
                        Admission.Granted.class,
                        granted -> assertThat(granted.view().limits()).isEmpty());
    }

    @Test
    void shouldKnowThatALimitIsNearOnceTheLedgerSaidSo() {
        Caller caller = Callers.limited(List.of(Limit.of(TOKENS_PER_MINUTE, 100_000)), List.of());
        assertThat(headroom.isNear(caller, 1_000)).isFalse();

        admit(caller, new ReservationAmount(60_000, false));

        assertThat(headroom.isNear(caller, 1_000)).isTrue();
        assertThat(headroom.isNear(caller, 100)).isFalse();
    }

    private Admission admit(Caller caller, ReservationAmount amount) {
        return gate.admit(caller, RequestId.of(1, 0, ids.incrementAndGet()), amount)
                .toCompletableFuture()
                .getNow(null);
    }
}
