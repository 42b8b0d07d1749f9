package io.tollgate.gateway.admission.degraded;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.Limit;
import io.tollgate.catalog.LimitKind;
import io.tollgate.catalog.LimitPeriod;
import io.tollgate.catalog.WhenUnavailable;
import io.tollgate.gateway.admission.Admission;
import io.tollgate.gateway.admission.Consumption;
import io.tollgate.gateway.admission.Demand;
import io.tollgate.gateway.admission.Grant;
import io.tollgate.gateway.admission.Regime;
import io.tollgate.gateway.model.RequestId;
import io.tollgate.gateway.support.LogLines;
import io.tollgate.ledger.Allowance;
import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.Debit;
import io.tollgate.ledger.Level;
import io.tollgate.ledger.PeriodQuota;
import io.tollgate.ledger.ReserveResult;
import io.tollgate.ledger.Slots;
import io.tollgate.ledger.limits.ApplicableLimit;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LocalShareTest {

    private static final long DAY = 86_400_000;
    private static final long MINUTE = 60_000;

    private final AtomicLong millis = new AtomicLong(1_000_000);
    private final AtomicBoolean ledgerAnswers = new AtomicBoolean(true);
    private final RecordedCharges recorded = new RecordedCharges();
    private final LocalShare share = share(3);
    private final Bucket bucket = new Bucket("tenant:tokens-per-minute", 6_000, 600);
    private long requests;

    @Test
    void shouldRefuseForClosedLimitsWithTheConfiguredStatus() {
        away();

        Limit closed = Limit.of(LimitKind.TOKENS_PER_MINUTE, 6_000);

        assertThat(share.decide(demand(closed, bucket, 1))).isEqualTo(new Admission.Unavailable(1_000, 429));
    }

    @Test
    void shouldGiveItsPartOfWhatWasKnown() {
        share.observe(demand(shared(), bucket, 0), List.of(new Level(bucket, 600, 0)));
        away();

        assertThat(admitted(100)).isNotNull();
        assertThat(admitted(100)).isNotNull();
        assertThat(denied(100).retryAfterMillis()).isEqualTo(3_000);
    }

    @Test
    void shouldStartFromNothingWhereTheLevelIsNotKnown() {
        share.observe(demand(shared(), bucket, 0), List.of(new Level(bucket, 600, 0)));
        millis.addAndGet(5_001);
        away();

        Admission.Denied denied = denied(100);
        assertThat(denied.retryAfterMillis()).isEqualTo(3_000);
        assertThat(denied.cause()).isEqualTo(ReserveResult.Cause.RATE);
        assertThat(denied.regime()).isEqualTo(Regime.DEGRADED);
        millis.addAndGet(2_999);
        assertThat(denied(100).retryAfterMillis()).isEqualTo(1);
        millis.addAndGet(1);
        assertThat(admitted(100)).isNotNull();
    }

    @Test
    void shouldCountTheTimeSinceTheLedgerWentAwayForThoseWhoComeLater() {
        away();
        millis.addAndGet(MINUTE);

        assertThat(admitted(200)).isNotNull();
        assertThat(denied(1).retryAfterMillis()).isEqualTo(30);
    }

    @Test
    void shouldLetALargeRequestInWhenThePartIsFullAndMakeItDebt() {
        away();
        millis.addAndGet(MINUTE);

        assertThat(admitted(600)).isNotNull();
        // 400 of debt and then 1, at 2,000 a minute.
        assertThat(denied(1).retryAfterMillis()).isEqualTo(12_030);
    }

    @Test
    void shouldTakeAllOrNothing() {
        away();
        millis.addAndGet(MINUTE);
        var requestBucket = new Bucket("tenant:requests-per-minute", 3, 3);
        var both = new Demand(
                "acme",
                new RequestId("both"),
                List.of(
                        new ApplicableLimit(shared(), "tenant:tokens-per-minute", bucket),
                        new ApplicableLimit(
                                Limit.of(LimitKind.REQUESTS_PER_MINUTE, 3)
                                        .withWhenUnavailable(WhenUnavailable.LOCAL_SHARE),
                                "tenant:requests-per-minute",
                                requestBucket)),
                List.of(50L, 1L));

        assertThat(share.decide(both)).isInstanceOf(Admission.Granted.class);
        assertThat(share.decide(both)).isInstanceOfSatisfying(Admission.Denied.class, denied -> {
            assertThat(denied.limit().name()).isEqualTo("tenant:requests-per-minute");
            assertThat(denied.retryAfterMillis()).isEqualTo(MINUTE);
        });
        assertThat(admitted(150)).isNotNull();
    }

    @Test
    void shouldSettleWithWhatWasUsedAndGiveBackWhatWasNot() {
        away();
        millis.addAndGet(MINUTE);
        Grant used = admitted(100);
        Grant unused = admitted(100);

        used.settle(new Consumption(20, 0));
        unused.release();

        assertThat(admitted(180)).isNotNull();
        assertThat(denied(1).retryAfterMillis()).isEqualTo(30);
    }

    @Test
    void shouldTakeMoreWhileARequestGrows() {
        away();
        millis.addAndGet(MINUTE);
        Grant growing = admitted(100);

        growing.grown(new Consumption(150, 0));
        growing.grown(new Consumption(120, 0));
        assertThat(denied(51).retryAfterMillis()).isEqualTo(30);

        growing.settle(new Consumption(150, 0));
        assertThat(denied(51).retryAfterMillis()).isEqualTo(30);
    }

    /** Three nodes that start from an empty bucket, and callers who always want more. */
    @Test
    void shouldKeepTheSumOfAllNodesWithinTheLimit() {
        List<LocalShare> nodes = List.of(share(3), share(3), share(3));
        nodes.forEach(node -> node.observe(demand(shared(), bucket, 0), List.of(new Level(bucket, 0, 0))));
        away();
        nodes.forEach(LocalShare::tick);
        Deque<long[]> window = new ArrayDeque<>();
        long inWindow = 0;
        long worst = 0;
        for (int step = 0; step < 1_200; step++) {
            millis.addAndGet(100);
            for (LocalShare node : nodes) {
                long wanted = 10L + step % 40;
                if (node.decide(demand(shared(), bucket, wanted)) instanceof Admission.Granted granted) {
                    granted.grant().settle(new Consumption(wanted, 0));
                    window.add(new long[] {millis.get(), wanted});
                    inWindow += wanted;
                }
            }
            while (!window.isEmpty() && window.getFirst()[0] <= millis.get() - MINUTE) {
                inWindow -= window.removeFirst()[1];
            }
            worst = Math.max(worst, inWindow);
        }

        assertThat(worst).isBetween(5_700L, 6_300L);
    }

    @Test
    void shouldChargeWhatWasUsedInAShortOutage() {
        share.observe(demand(shared(), bucket, 0), List.of(new Level(bucket, 300, 0)));
        away();
        admitted(80).settle(new Consumption(70, 0));
        admitted(20).release();

        back();

        assertThat(recorded.charged()).isEqualTo(List.of(new Debit(bucket, 70)));
    }

    /** A Redis that is dying fails commands one by one before the guard says that it is away. */
    @Test
    void shouldNotHandTheSameLevelOutTwice() {
        share.observe(demand(shared(), bucket, 0), List.of(new Level(bucket, 600, 0)));
        admitted(150).settle(new Consumption(150, 0));
        share.tick();
        assertThat(share.holds("acme")).isFalse();

        assertThat(denied(100)).isNotNull();
        assertThat(admitted(50)).isNotNull();
    }

    @Test
    void shouldChargeWhatIsMissingAfterALongOutage() {
        away();
        for (int i = 0; i < 10; i++) {
            millis.addAndGet(MINUTE);
            admitted(200).settle(new Consumption(200, 0));
        }
        millis.addAndGet(3_000);

        back();

        // The ledger's bucket is full by now. This part of 200 lacks 100 of its own, less what half a second brings.
        assertThat(recorded.charged()).hasSize(1);
        assertThat(recorded.charged().getFirst().amount()).isBetween(83L, 100L);
    }

    @Test
    void shouldChargeRequestsThatEndAfterTheReturn() {
        away();
        millis.addAndGet(MINUTE);
        Grant running = admitted(150);
        back();
        assertThat(recorded.charged()).isEmpty();

        running.settle(new Consumption(120, 0));

        assertThat(recorded.charged()).isEqualTo(List.of(new Debit(bucket, 120)));
    }

    @Test
    void shouldGoOnDecidingUntilTheLedgerHasBeenTold() {
        away();
        millis.addAndGet(MINUTE);
        admitted(100).settle(new Consumption(100, 0));
        recorded.hold();
        back();

        assertThat(share.holds("acme")).isTrue();
        assertThat(admitted(50)).isNotNull();
        assertThat(denied(100)).isNotNull();

        recorded.letGo();
        assertThat(share.holds("acme")).isFalse();
    }

    @Test
    void shouldReturnWithinHalfASecond() {
        away();
        millis.addAndGet(MINUTE);
        for (int i = 0; i < 100; i++) {
            share.decide(new Demand(
                    "tenant-" + i,
                    new RequestId("r" + i),
                    List.of(new ApplicableLimit(shared(), "tenant:tokens-per-minute", bucket)),
                    List.of(1L)));
        }
        ledgerAnswers.set(true);
        share.tick();
        assertThat(held()).isGreaterThan(50);

        millis.addAndGet(500);
        share.tick();
        assertThat(held()).isZero();
    }

    @Test
    void shouldLetEverythingThroughWhereALimitIsOpenAndChargeIt() {
        Limit open = Limit.of(LimitKind.TOKENS_PER_MINUTE, 6_000).withWhenUnavailable(WhenUnavailable.OPEN);
        away();
        for (int i = 0; i < 50; i++) {
            assertThat(share.decide(demand(open, bucket, 600)))
                    .isInstanceOfSatisfying(
                            Admission.Granted.class, granted -> granted.grant().settle(new Consumption(600, 0)));
        }

        back();

        assertThat(recorded.charged()).isEqualTo(List.of(new Debit(bucket, 30_000)));
    }

    @Test
    void shouldNeverRefuseForALimitThatOnlyReports() {
        Limit shadow = shared().asShadow();
        Limit closedShadow = Limit.of(LimitKind.TOKENS_PER_MINUTE, 6_000).asShadow();
        away();

        assertThat(share.decide(demand(shadow, bucket, 600))).isInstanceOf(Admission.Granted.class);
        assertThat(share.decide(demand(closedShadow, bucket, 600))).isInstanceOf(Admission.Granted.class);
    }

    @Test
    void shouldShareWhatMayRunAtOneTime() {
        Limit limit = Limit.concurrent(7).withWhenUnavailable(WhenUnavailable.LOCAL_SHARE);
        var slots = new Slots("tenant:concurrent-requests", 7);
        away();
        Grant first = granted(share.decide(demand(limit, slots, 1)));
        granted(share.decide(demand(limit, slots, 1)));

        assertThat(share.decide(demand(limit, slots, 1)))
                .isInstanceOfSatisfying(Admission.Denied.class, denied -> assertThat(denied.cause())
                        .isEqualTo(ReserveResult.Cause.IN_FLIGHT));
        first.settle(new Consumption(10, 0));
        assertThat(share.decide(demand(limit, slots, 1))).isInstanceOf(Admission.Granted.class);
        back();
        assertThat(recorded.charged()).isEmpty();
    }

    @Test
    void shouldShareWhatIsLeftOfAQuotaAndSayWhenItIsUsedUp() {
        var quota = quota(millis.get() + DAY);
        share.observe(demand(daily(), quota, 0), List.of(new Level(quota, 300, DAY)));
        away();

        granted(share.decide(demand(daily(), quota, 100))).settle(new Consumption(90, 0));
        granted(share.decide(demand(daily(), quota, 10))).settle(new Consumption(10, 0));
        assertThat(share.decide(demand(daily(), quota, 1)))
                .isInstanceOfSatisfying(Admission.Denied.class, denied -> assertThat(denied.cause())
                        .isEqualTo(ReserveResult.Cause.RATE));
        back();
        assertThat(recorded.charged()).isEqualTo(List.of(new Debit(quota, 100)));

        share.observe(demand(daily(), quota, 0), List.of(new Level(quota, 0, DAY)));
        away();
        assertThat(share.decide(demand(daily(), quota, 1))).isInstanceOfSatisfying(Admission.Denied.class, denied -> {
            assertThat(denied.cause()).isEqualTo(ReserveResult.Cause.PERIOD);
            assertThat(denied.retryAfterMillis()).isEqualTo(quota.endsAtMillis() - millis.get());
        });
    }

    @Test
    void shouldPaceAQuotaOfWhichNothingIsKnown() {
        var quota = quota(millis.get() + DAY);
        away();
        millis.addAndGet(DAY / 100);

        // A hundredth of the day of 10,000 for three nodes.
        assertThat(share.decide(demand(daily(), quota, 34))).isInstanceOf(Admission.Denied.class);
        assertThat(share.decide(demand(daily(), quota, 33))).isInstanceOf(Admission.Granted.class);
    }

    @Test
    void shouldShareANewPeriodAnew() {
        var quota = quota(millis.get() + DAY);
        share.observe(demand(daily(), quota, 0), List.of(new Level(quota, 0, DAY)));
        away();
        assertThat(share.decide(demand(daily(), quota, 1))).isInstanceOf(Admission.Denied.class);

        var next = quota(quota.nextEndsAtMillis());

        assertThat(share.decide(demand(daily(), next, 3_333))).isInstanceOf(Admission.Granted.class);
        millis.addAndGet(DAY / 100);
        assertThat(share.decide(demand(daily(), next, 1)))
                .isInstanceOfSatisfying(Admission.Denied.class, denied -> assertThat(denied.cause())
                        .isEqualTo(ReserveResult.Cause.RATE));
    }

    private LocalShare share(int nodes) {
        var around = new Surroundings(
                millis::get, () -> Instant.ofEpochMilli(millis.get()), () -> nodes, ledgerAnswers::get);
        return new LocalShare(around, new LateCharges(recorded, "node-"), 429);
    }

    private void away() {
        ledgerAnswers.set(false);
        share.tick();
    }

    /** Every account has returned to the ledger. */
    private void back() {
        ledgerAnswers.set(true);
        share.tick();
        millis.addAndGet(500);
        share.tick();
    }

    @Test
    void shouldSayOnceThatRedisIsAwayAndOnceWithCountsThatItIsBack() {
        try (LogLines log = LogLines.of(Absence.class)) {
            share.tick();
            away();
            millis.addAndGet(MINUTE);
            admitted(100).settle(new Consumption(100, 0));
            admitted(100).settle(new Consumption(100, 0));
            denied(100);
            for (int i = 0; i < 10; i++) {
                share.tick();
            }
            ledgerAnswers.set(true);
            share.tick();
            ledgerAnswers.set(false);
            share.tick();
            ledgerAnswers.set(true);
            share.tick();
            millis.addAndGet(500);
            share.tick();
            share.tick();
            share.tick();

            assertThat(log.lines())
                    .containsExactly(
                            "WARN Redis does not answer: this node decides alone, as each limit says",
                            "INFO Redis answers again after 60 s: this node has admitted 2 requests alone and"
                                    + " refused 1; 1 charges were posted late");
        }
    }

    @Test
    void shouldSayThatRedisIsAwayAlsoWhenNobodyAsks() {
        try (LogLines log = LogLines.of(Absence.class)) {
            share.tick();
            away();
            millis.addAndGet(999);
            share.tick();
            assertThat(log.lines()).isEmpty();
            millis.addAndGet(1);
            share.tick();
            assertThat(log.lines()).hasSize(1);
        }
    }

    @Test
    void shouldSayNothingOfALateAnswerNorOfARedisThatIsNotThereYet() {
        try (LogLines log = LogLines.of(Absence.class)) {
            away();
            ledgerAnswers.set(true);
            share.tick();
            share.decide(demand(shared(), bucket, 1));
            millis.addAndGet(600);
            share.tick();
            share.tick();
            assertThat(log.lines()).isEmpty();
        }
    }

    private long held() {
        long held = 0;
        for (int i = 0; i < 100; i++) {
            held += share.holds("tenant-" + i) ? 1 : 0;
        }
        return held;
    }

    private Grant admitted(long tokens) {
        return granted(share.decide(demand(shared(), bucket, tokens)));
    }

    private Admission.Denied denied(long tokens) {
        return (Admission.Denied) share.decide(demand(shared(), bucket, tokens));
    }

    private static Grant granted(Admission admission) {
        return ((Admission.Granted) admission).grant();
    }

    private static Limit shared() {
        return Limit.of(LimitKind.TOKENS_PER_MINUTE, 6_000).withWhenUnavailable(WhenUnavailable.LOCAL_SHARE);
    }

    private static Limit daily() {
        return Limit.perPeriod(LimitKind.TOKEN_QUOTA, 10_000, LimitPeriod.DAY)
                .withWhenUnavailable(WhenUnavailable.LOCAL_SHARE);
    }

    private static PeriodQuota quota(long endsAtMillis) {
        return new PeriodQuota("tenant:token-quota:day", 10_000, endsAtMillis, endsAtMillis + DAY);
    }

    private Demand demand(Limit limit, Allowance allowance, long amount) {
        return new Demand(
                "acme",
                new RequestId("r" + requests++),
                List.of(new ApplicableLimit(limit, allowance.id(), allowance)),
                List.of(amount));
    }

    /** Tells the ledger, or waits until it is let go. */
    private static final class RecordedCharges extends NoReservations {

        private final List<Debit> charged = new ArrayList<>();

        List<Debit> charged() {
            return charged;
        }

        @Override
        void take(List<Debit> debits) {
            charged.addAll(debits);
        }
    }
}
