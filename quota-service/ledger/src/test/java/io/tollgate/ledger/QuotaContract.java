package io.tollgate.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.ledger.ReserveResult.Cause;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** So much in each calendar period. */
interface QuotaContract extends LedgerSteps {

    Bucket QUOTA_TOKENS = new Bucket("quota:tokens", 600, 1_000);

    /** An hour's quota of 100, of which 10 minutes are left. */
    private PeriodQuota hour() {
        return hour(100);
    }

    private PeriodQuota hour(long amount) {
        long ends = nowMillis() + Duration.ofMinutes(10).toMillis();
        return new PeriodQuota(
                "tenant:token-quota:hour",
                amount,
                ends,
                ends + Duration.ofHours(1).toMillis());
    }

    @Test
    default void shouldStartAPeriodWithAllOfIt() {
        PeriodQuota quota = hour();

        assertThat(level(quota)).isEqualTo(new Level(quota, 100, 600_000));
    }

    @Test
    default void shouldHoldWhatIsReservedAndConsumeWhatIsUsed() {
        PeriodQuota quota = hour();
        reserve("a", new Debit(quota, 60));
        assertThat(available(quota)).isEqualTo(40);

        settle("a", new Usage(quota, 25));
        assertThat(available(quota)).isEqualTo(75);
        reserve("b", new Debit(quota, 60));
        release("b");
        assertThat(available(quota)).isEqualTo(75);
    }

    @Test
    default void shouldDenyUntilThePeriodEndsWhatItHasNotLeft() {
        PeriodQuota quota = hour();
        reserve("a", new Debit(quota, 100));
        settle("a", new Usage(quota, 91));
        advance(Duration.ofMinutes(4));

        assertThat(reserve("b", new Debit(quota, 10)))
                .isEqualTo(new ReserveResult.Denied(
                        quota, Cause.PERIOD, 360_000, List.of(new Level(quota, 9, 360_000)), List.of()));
        advance(Duration.ofMillis(359_999));
        assertThat(granted("b", new Debit(quota, 10))).isFalse();
        advance(Duration.ofMillis(1));
        assertThat(granted("b", new Debit(quota, 10))).isTrue();
        assertThat(level(quota)).isEqualTo(new Level(quota, 90, 3_600_000));
    }

    @Test
    default void shouldSayThatOnlyWhatIsInFlightIsInTheWay() {
        PeriodQuota quota = hour();
        reserve("a", new Debit(quota, 60));
        settle("a", new Usage(quota, 40));
        reserve("b", new Debit(quota, 50));

        var denied = denied("c", new Debit(quota, 60));
        assertThat(denied.cause()).isEqualTo(Cause.IN_FLIGHT);
        assertThat(denied.retryAfterMillis()).isZero();
        assertThat(denied("c", new Debit(quota, 61)).cause()).isEqualTo(Cause.PERIOD);
    }

    @Test
    default void shouldSayThatAQuotaNeverFits() {
        PeriodQuota quota = hour();

        assertThat(reserve("a", new Debit(quota, 101)))
                .isEqualTo(new ReserveResult.NeverFits(quota, List.of(new Level(quota, 100, 600_000)), List.of()));
    }

    @Test
    default void shouldNameThePeriodAndWaitForTheSlowest() {
        PeriodQuota quota = hour();
        reserve("a", new Debit(quota, 100), new Debit(QUOTA_TOKENS, 1_000));
        settle("a", new Usage(quota, 100), new Usage(QUOTA_TOKENS, 9_000));

        var denied = denied("b", new Debit(QUOTA_TOKENS, 100), new Debit(quota, 1));
        assertThat(denied.denying()).isEqualTo(quota);
        assertThat(denied.cause()).isEqualTo(Cause.PERIOD);
        assertThat(denied.retryAfterMillis())
                .as("81,000 tokens of debt by then")
                .isEqualTo(810_000);
    }

    @Test
    default void shouldCountAnOverrunInItsPeriod() {
        PeriodQuota quota = hour();
        reserve("a", new Debit(quota, 10));
        settle("a", new Usage(quota, 130));

        assertThat(available(quota)).isEqualTo(-30);
        assertThat(granted("b", new Debit(quota, 0))).isFalse();
    }

    @Test
    default void shouldLeaveANewPeriodToWhatIsReservedInIt() {
        PeriodQuota quota = hour();
        reserve("a", Duration.ofHours(1), new Debit(quota, 60));
        reserve("b", Duration.ofHours(1), new Debit(quota, 10));
        reserve("c", Duration.ofMinutes(20), new Debit(quota, 10));
        advance(Duration.ofMinutes(11));
        reserve("d", Duration.ofMinutes(1), new Debit(quota, 5));

        settle("a", new Usage(quota, 50));
        release("b");
        advance(Duration.ofMinutes(9));
        assertThat(expire(10)).containsExactly(new ReservationId("d"), new ReservationId("c"));
        assertThat(available(quota)).isEqualTo(95);
    }

    @Test
    default void shouldLeaveANewPeriodAloneEvenIfNobodyHasNoticedIt() {
        PeriodQuota quota = hour();
        reserve("a", Duration.ofHours(1), new Debit(quota, 60));
        advance(Duration.ofMinutes(11));

        settle("a", new Usage(quota, 50));
        assertThat(available(quota)).isEqualTo(100);
    }

    @Test
    default void shouldKeepThePeriodThatACallerWithAnotherClockSees() {
        PeriodQuota quota = hour();
        reserve("a", new Debit(quota, 60));
        PeriodQuota ahead = new PeriodQuota(
                quota.id(),
                100,
                quota.nextEndsAtMillis(),
                quota.nextEndsAtMillis() + Duration.ofHours(1).toMillis());

        assertThat(level(ahead)).isEqualTo(new Level(ahead, 40, 600_000));
    }

    @Test
    default void shouldEndThePeriodOfACallerThatIsFarBehind() {
        PeriodQuota quota = hour();
        advance(Duration.ofMinutes(10 + 3 * 60 + 20));

        reserve("a", new Debit(quota, 60));
        assertThat(level(quota))
                .isEqualTo(new Level(quota, 40, Duration.ofMinutes(40).toMillis()));
        advance(Duration.ofMinutes(39));
        assertThat(available(quota)).isEqualTo(40);
    }

    @Test
    default void shouldCountWhatExpiresAsConsumed() {
        PeriodQuota quota = hour();
        reserve("a", Duration.ofSeconds(1), new Debit(quota, 60));
        advance(Duration.ofSeconds(1));
        expire(1);

        assertThat(available(quota)).isEqualTo(40);
        assertThat(denied("b", new Debit(quota, 50)).cause()).isEqualTo(Cause.PERIOD);
    }

    @Test
    default void shouldCountWhatSettlementLeavesOutAsConsumed() {
        PeriodQuota quota = hour();
        reserve("a", new Debit(quota, 60));
        settle("a");

        assertThat(denied("b", new Debit(quota, 50)).cause()).isEqualTo(Cause.PERIOD);
    }

    @Test
    default void shouldChargeAQuotaThatWasNotReserved() {
        PeriodQuota quota = hour();
        reserve("a", new Debit(QUOTA_TOKENS, 1));
        settle("a", new Usage(quota, 30));

        assertThat(available(quota)).isEqualTo(70);
    }

    @Test
    default void shouldApplyAChangedQuotaToWhatIsConsumed() {
        PeriodQuota quota = hour();
        reserve("a", new Debit(quota, 60));

        assertThat(available(hour(50))).isEqualTo(-10);
        assertThat(available(hour(70))).isEqualTo(10);
    }

    @Test
    default void shouldCountNanosOfMoneyExactly() {
        PeriodQuota budget = hour(PeriodQuota.MOST);
        reserve("a", new Debit(budget, PeriodQuota.MOST - 1));
        assertThat(available(budget)).isEqualTo(1);
        settle("a", new Usage(budget, 3_999_999_999_999_997L));

        assertThat(available(budget)).isEqualTo(3);
        assertThat(granted("b", new Debit(budget, 4))).isFalse();
        assertThat(granted("b", new Debit(budget, 3))).isTrue();
    }

    @Test
    default void shouldStopCountingWhereNothingIsLeftAnyway() {
        PeriodQuota budget = hour(PeriodQuota.MOST);
        charge("a", new Debit(budget, PeriodQuota.MOST));
        charge("b", new Debit(budget, PeriodQuota.MOST));

        assertThat(available(budget)).isZero();
    }
}
