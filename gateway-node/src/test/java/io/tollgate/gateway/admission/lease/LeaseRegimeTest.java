package io.tollgate.gateway.admission.lease;

import static io.tollgate.gateway.admission.lease.LeaseGround.requests;
import static io.tollgate.gateway.admission.lease.LeaseGround.tokens;
import static io.tollgate.gateway.admission.lease.LeaseGround.used;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.Limit;
import io.tollgate.catalog.LimitKind;
import io.tollgate.catalog.LimitPeriod;
import io.tollgate.gateway.admission.Grant;
import io.tollgate.gateway.admission.Regime;
import io.tollgate.ledger.LeaseRenewal;
import io.tollgate.ledger.PeriodQuota;
import io.tollgate.ledger.Slots;
import io.tollgate.ledger.limits.ApplicableLimit;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeaseRegimeTest {

    private static final ApplicableLimit FAR = tokens(6_000_000, 1_000_000);

    private final LeaseGround ground = new LeaseGround();

    @Test
    void shouldAdmitWithoutARoundTripOnceThereAreEnoughRequestsFarFromEveryLimit() {
        assertThat(ground.admit(100, FAR, requests(60_000))).isEmpty();

        ground.becomeBusy(100, FAR, requests(60_000));
        long before = ground.watched.calls.get();
        Grant grant = ground.admit(100, FAR, requests(60_000)).orElseThrow();
        grant.settle(used(40));

        assertThat(grant.regime()).isEqualTo(Regime.LEASE);
        assertThat(grant.view().levels().getFirst().available()).isBetween(999_000L, 1_000_000L);
        assertThat(ground.watched.calls.get()).isEqualTo(before);
        assertThat(ground.live()).isEqualTo(1);
        assertThat(ground.switches("lease")).isEqualTo(1);
    }

    @Test
    void shouldNotLeaseForAFewRequests() {
        for (int i = 0; i < 20; i++) {
            ground.exactly(ground.demand(100, FAR));
            ground.time.pass(5_000);
        }

        assertThat(ground.admit(100, FAR)).isEmpty();
        assertThat(ground.watched.calls).hasValue(0);
    }

    @Test
    void shouldLeaveSlotsAndMoneyToTheLedger() {
        var slots = new ApplicableLimit(Limit.concurrent(1_000), "tenant:concurrent-requests", new Slots("c", 1_000));
        var money = new ApplicableLimit(
                Limit.perPeriod(LimitKind.MONEY_BUDGET, 1_000_000_000, LimitPeriod.DAY),
                "tenant:money-budget:day",
                new PeriodQuota("m", 1_000_000_000, Long.MAX_VALUE - 1, Long.MAX_VALUE));

        ground.becomeBusy(1, FAR, slots);
        ground.becomeBusy(1, FAR, money);

        assertThat(ground.admit(1, FAR, slots)).isEmpty();
        assertThat(ground.admit(1, FAR, money)).isEmpty();
        assertThat(ground.watched.calls).hasValue(0);
    }

    @Test
    void shouldGiveEverythingBackWhenNobodyAsksAnyMore() {
        ground.becomeBusy(1_000, FAR);
        for (int i = 0; i < 10; i++) {
            ground.admit(1_000, FAR).orElseThrow().settle(used(700));
        }
        assertThat(ground.open()).isEqualTo(1);

        ground.time.pass(25_000);

        assertThat(ground.open()).isZero();
        assertThat(ground.live()).isZero();
        assertThat(ground.watched.renewals.stream()
                        .mapToLong(LeaseRegimeTest::reported)
                        .sum())
                .isEqualTo(7_000);
    }

    @Test
    void shouldKeepTheLeaseOfWhatIsInFlightAndChargeItsOverrun() {
        ground.becomeBusy(1_000, FAR);
        Grant grant = ground.admit(1_000, FAR).orElseThrow();
        grant.grown(used(3_000));
        ground.time.pass(120_000);
        assertThat(ground.open()).isEqualTo(1);
        assertThat(ground.available(FAR.allowance())).isEqualTo(1_000_000 - 3_000);

        grant.settle(used(5_000));
        grant.settle(used(5_000));
        ground.time.pass(2);

        assertThat(ground.open()).isZero();
        assertThat(ground.available(FAR.allowance())).isBetween(995_000L, 995_000L + 200);
    }

    @Test
    void shouldGoExactWhenALimitComesNearAndComeBackLater() {
        ground.becomeBusy(1_000, FAR);
        ground.ledger.adjust(LeaseGround.ACCOUNT, (io.tollgate.ledger.Bucket) FAR.allowance(), 0, 100_000);

        while (ground.admit(1_000, FAR).map(LeaseRegimeTest::settled).isPresent()) {
            ground.time.pass(10);
        }
        ground.time.pass(5);

        assertThat(ground.switches("exact")).isEqualTo(1);
        assertThat(ground.renewals("refused")).isEqualTo(1);
        assertThat(ground.open()).isZero();
        ground.becomeBusy(1_000, FAR);
        assertThat(ground.admit(1_000, FAR)).isEmpty();
        ground.time.pass(10_000);
        ground.becomeBusy(1_000, FAR);
        assertThat(ground.admit(1_000, FAR)).isPresent();
    }

    @Test
    void shouldGiveBackAtOnceWhenALimitIsLowered() {
        ground.becomeBusy(1_000, FAR);
        ApplicableLimit lowered = tokens(60_000, 10_000);

        assertThat(ground.admit(1_000, lowered)).isEmpty();
        ground.time.pass(2);

        assertThat(ground.open()).isZero();
        assertThat(ground.available(lowered.allowance())).isEqualTo(10_000);
        ground.becomeBusy(1_000, lowered);
        assertThat(ground.admit(1_000, lowered)).isEmpty();
    }

    @Test
    void shouldLeaseAgainUnderARaisedLimit() {
        ground.becomeBusy(1_000, FAR);
        ApplicableLimit raised = tokens(12_000_000, 2_000_000);

        assertThat(ground.admit(1_000, raised)).isEmpty();
        ground.becomeBusy(1_000, raised);

        assertThat(ground.admit(1_000, raised)).isPresent();
    }

    @Test
    void shouldCarryOnWithoutTheLedgerUntilItsTimeIsUpAndNoLonger() {
        ground.becomeBusy(10, FAR);
        ground.watched.state = WatchedLedger.State.AWAY;
        long before = ground.watched.calls.get();

        ground.time.pass(9_000);
        assertThat(ground.admit(10, FAR)).isPresent();
        ground.time.pass(11_000);

        assertThat(ground.admit(10, FAR)).isEmpty();
        assertThat(ground.watched.calls.get() - before).isBetween(3L, 12L);
        ground.watched.state = WatchedLedger.State.THERE;
        ground.time.pass(2_001);
        assertThat(ground.renewals("lost") + ground.renewals("ok")).isGreaterThan(1);
    }

    @Test
    void shouldSayTheSameAgainWhenAnAnswerWasLost() {
        ground.becomeBusy(1_000, FAR);
        ground.admit(1_000, FAR).orElseThrow().settle(used(900));
        ground.watched.state = WatchedLedger.State.ANSWERS_ARE_LOST;
        ground.time.pass(10_000);
        ground.watched.state = WatchedLedger.State.THERE;

        ground.time.pass(30_000);

        assertThat(ground.open()).isZero();
        assertThat(ground.watched.renewals.stream()
                        .distinct()
                        .mapToLong(LeaseRegimeTest::reported)
                        .sum())
                .isEqualTo(900);
        assertThat(ground.watched.renewals.stream().map(LeaseRenewal::sequence).distinct())
                .hasSize((int) ground.watched.renewals.stream().distinct().count());
    }

    @Test
    void shouldChargeWhatWasUsedBeyondALeaseThatTheLedgerHadEnded() {
        ground.becomeBusy(1_000, FAR);
        Grant grant = ground.admit(1_000, FAR).orElseThrow();
        ground.watched.state = WatchedLedger.State.AWAY;
        ground.time.pass(60_000);
        ground.ledger.expire(LeaseGround.ACCOUNT, 10);
        ground.watched.state = WatchedLedger.State.THERE;
        ground.time.pass(60_000);
        assertThat(ground.renewals("lost")).isEqualTo(1);
        assertThat(ground.available(FAR.allowance())).isEqualTo(1_000_000);

        grant.settle(used(4_000));

        assertThat(ground.available(FAR.allowance())).isEqualTo(1_000_000 - 3_000);
    }

    @Test
    void shouldLeaseATokenQuotaAndStartAnewWithItsPeriod() {
        long end = ground.time.millis() + 60_000;
        ApplicableLimit today = quota(end);
        ground.becomeBusy(100, FAR, today);
        ground.admit(100, FAR, today).orElseThrow().settle(used(100));
        ground.time.pass(59_000);
        ground.becomeBusy(100, FAR, today);
        assertThat(ground.available(today.allowance())).isLessThan(10_000_000);
        ground.time.pass(1_000);

        ApplicableLimit tomorrow = quota(end + 60_000);
        assertThat(ground.admit(100, FAR, tomorrow)).isEmpty();
        ground.time.pass(5);

        assertThat(ground.available(tomorrow.allowance())).isEqualTo(10_000_000);
        ground.becomeBusy(100, FAR, tomorrow);
        assertThat(ground.admit(100, FAR, tomorrow)).isPresent();
    }

    @Test
    void shouldReturnEverythingWhenItIsClosed() {
        ground.becomeBusy(1_000, FAR);

        var closed = ground.regime.close();

        assertThat(closed.toCompletableFuture()).isDone();
        assertThat(ground.open()).isZero();
        assertThat(ground.admit(1_000, FAR)).isEmpty();
        ground.becomeBusy(1_000, FAR);
        assertThat(ground.open()).isZero();
    }

    @Test
    void shouldReturnEverythingWhenItIsClosedBetweenAFailureAndTheNextAttempt() {
        ground.becomeBusy(1_000, FAR);
        ground.watched.state = WatchedLedger.State.AWAY;
        ground.time.pass(10_000);

        var closed = ground.regime.close();
        ground.time.pass(100);
        assertThat(closed.toCompletableFuture()).isNotDone();
        ground.watched.state = WatchedLedger.State.THERE;
        ground.time.pass(2_005);

        assertThat(closed.toCompletableFuture()).isDone();
        assertThat(ground.open()).isZero();
    }

    private static ApplicableLimit quota(long endsAtMillis) {
        return new ApplicableLimit(
                Limit.perPeriod(LimitKind.TOKEN_QUOTA, 10_000_000, LimitPeriod.DAY),
                "tenant:token-quota:day",
                new PeriodQuota(
                        "quota",
                        10_000_000,
                        endsAtMillis,
                        endsAtMillis + Duration.ofDays(1).toMillis()));
    }

    private static Optional<Grant> settled(Grant grant) {
        grant.settle(used(1_000));
        return Optional.of(grant);
    }

    private static long reported(LeaseRenewal renewal) {
        return renewal.parts().getFirst().used();
    }
}
