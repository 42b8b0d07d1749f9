package io.tollgate.ledger;

import static io.tollgate.ledger.LedgerContract.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.ledger.Ledger.EndResult;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is taken without asking, what is moved from outside, and what is only asked. */
interface ForcedContract extends LedgerSteps {

    Bucket FORCED = new Bucket("forced:tokens", 600, 1_000);
    Slots FORCED_SLOTS = new Slots("forced:slots", 2);

    private PeriodQuota quota() {
        long ends = nowMillis() + Duration.ofMinutes(10).toMillis();
        return new PeriodQuota(
                "forced:quota", 1_000, ends, ends + Duration.ofDays(1).toMillis());
    }

    @Test
    default void shouldChargeIntoDebtAndOnce() {
        Debit[] debits = {new Debit(FORCED, 1_100), new Debit(quota(), 300), new Debit(FORCED_SLOTS, 1)};

        assertThat(charge("a", debits)).extracting(Level::available).containsExactly(-100L, 700L, 2L);
        assertThat(charge("a", debits)).extracting(Level::available).containsExactly(-100L, 700L, 2L);
        assertThat(settle("a", new Usage(FORCED, 0))).isEqualTo(EndResult.ALREADY_ENDED);
        assertThat(release("a")).isEqualTo(EndResult.ALREADY_ENDED);
        assertThat(raise("a", new Usage(FORCED, 2_000))).isFalse();
        assertThat(available(FORCED)).isEqualTo(-100);
    }

    @Test
    default void shouldForgetAChargeWithoutAWord() {
        charge("a", new Debit(FORCED, 100));
        assertThat(inspect().openReservations()).isZero();
        assertThat(inspect().nextDeadlineInMillis()).isPositive();
        advance(MINUTE);

        assertThat(expire(10)).isEmpty();
        assertThat(inspect().nextDeadlineInMillis()).isZero();
        assertThat(available(FORCED)).isEqualTo(1_000);
    }

    @Test
    default void shouldNotChargeUnderTheIdOfAnOpenReservation() {
        reserve("a", new Debit(FORCED, 100));

        assertThat(charge("a", new Debit(FORCED, 100)))
                .extracting(Level::available)
                .containsExactly(900L);
        assertThat(release("a")).isEqualTo(EndResult.ENDED);
    }

    @Test
    default void shouldRaiseAReservationIntoDebtButNeverLowerIt() {
        PeriodQuota quota = quota();
        reserve("a", new Debit(FORCED, 900), new Debit(quota, 900));

        assertThat(raise("a", new Usage(FORCED, 1_100), new Usage(quota, 1_100)))
                .isTrue();
        assertThat(raise("a", new Usage(FORCED, 1_100), new Usage(quota, 1_100)))
                .isTrue();
        assertThat(raise("a", new Usage(FORCED, 10), new Usage(quota, 10))).isTrue();
        assertThat(available(FORCED)).isEqualTo(-100);
        assertThat(available(quota)).isEqualTo(-100);
        settle("a", new Usage(FORCED, 1_000), new Usage(quota, 1_000));
        assertThat(available(FORCED)).isZero();
        assertThat(available(quota)).isZero();
    }

    @Test
    default void shouldRaiseByAnAllowanceThatWasNotReserved() {
        PeriodQuota quota = quota();
        reserve("a", new Debit(FORCED_SLOTS, 1));

        raise("a", new Usage(FORCED, 100), new Usage(quota, 200));
        assertThat(available(FORCED)).isEqualTo(900);
        assertThat(available(quota)).isEqualTo(800);
        release("a");
        assertThat(available(FORCED)).isEqualTo(1_000);
        assertThat(available(quota)).isEqualTo(1_000);
        assertThat(available(FORCED_SLOTS)).isEqualTo(2);
    }

    @Test
    default void shouldNotRaiseWhatHasEnded() {
        reserve("a", new Debit(FORCED, 100));
        release("a");

        assertThat(raise("a", new Usage(FORCED, 200))).isFalse();
        assertThat(available(FORCED)).isEqualTo(1_000);
    }

    @Test
    default void shouldRaiseNothingInAPeriodThatIsOver() {
        PeriodQuota quota = quota();
        reserve("a", Duration.ofHours(1), new Debit(quota, 100));
        advance(Duration.ofMinutes(10));
        reserve("b", new Debit(quota, 10));

        raise("a", new Usage(quota, 500));
        assertThat(available(quota)).isEqualTo(990);
    }

    @Test
    default void shouldMoveALevelIntoARange() {
        assertThat(adjust(0, 300).available()).isEqualTo(300);
        assertThat(adjust(0, 400).available()).isEqualTo(300);
        assertThat(adjust(500, 600).available()).isEqualTo(500);
        assertThat(adjust(5_000, 6_000).available()).isEqualTo(1_000);
        assertThat(adjust(-700, -600)).isEqualTo(new Level(FORCED, -600, 160_000));
        assertThat(available(FORCED)).isEqualTo(-600);
    }

    @Test
    default void shouldLeaveLeasesOutOfAnAdjustment() {
        lease(1, new LeaseRenewal.Part(FORCED, 0, 400, 0));

        assertThat(adjust(0, 100).available()).isEqualTo(100);
        assertThat(adjust(1_000, 1_000).available()).isEqualTo(600);
    }

    @Test
    default void shouldRefuseARangeThatIsNone() {
        assertThatThrownBy(() -> adjust(2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> adjust(-Bucket.MOST, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private Level adjust(long lowest, long highest) {
        return await(ledger().adjust(account(), FORCED, lowest, highest));
    }

    @Test
    default void shouldSayWhatAReserveWouldAndChangeNothing() {
        PeriodQuota quota = quota();
        Debit[] fits = {new Debit(FORCED, 600), new Debit(FORCED_SLOTS, 2), new Debit(quota, 7)};

        ReserveResult said = preview("a", fits);
        assertThat(inspect().openReservations()).isZero();
        assertThat(available(FORCED_SLOTS)).isEqualTo(2);
        assertThat(reserve("a", fits)).isEqualTo(said);
        assertThat(preview("b", fits)).isEqualTo(reserve("b", fits)).isInstanceOf(ReserveResult.Denied.class);
        assertThat(preview("a", fits)).isEqualTo(said);
        assertThat(inspect().openReservations()).isEqualTo(1);
    }

    @Test
    default void shouldEndNothingForAPreview() {
        reserve("a", Duration.ofSeconds(1), new Debit(FORCED_SLOTS, 2));
        advance(Duration.ofSeconds(1));

        assertThat(preview("b", new Debit(FORCED_SLOTS, 1))).isInstanceOf(ReserveResult.Denied.class);
        assertThat(inspect().openReservations()).isEqualTo(1);
    }
}
