package io.tollgate.ledger;

import static io.tollgate.ledger.LedgerContract.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.ledger.LeaseRenewal.Part;
import io.tollgate.ledger.Ledger.EndResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Blocks that a node hands out by itself. */
interface LeaseContract extends LedgerSteps {

    Bucket LEASED = new Bucket("lease:tokens", 600, 1_000);
    Bucket OTHER = new Bucket("lease:other", 600, 1_000);

    private PeriodQuota day() {
        long ends = nowMillis() + Duration.ofMinutes(10).toMillis();
        return new PeriodQuota(
                "lease:quota", 1_000, ends, ends + Duration.ofDays(1).toMillis());
    }

    private static Part tokens(long used, long wanted) {
        return new Part(LEASED, used, wanted, 100);
    }

    @Test
    default void shouldTakeWhatIsOutstandingFromOthersAlone() {
        assertThat(lease(1, tokens(0, 300)))
                .isEqualTo(new LeaseResult(List.of(300L), List.of(new Level(LEASED, 700, 30_000)), false));

        assertThat(granted("a", new Debit(LEASED, 701))).isFalse();
        assertThat(granted("a", new Debit(LEASED, 700))).isTrue();
        assertThat(inspect().openReservations()).isEqualTo(1);
        assertThat(inspect().openLeases()).isEqualTo(1);
    }

    @Test
    default void shouldChargeWhatWasUsedAndGrowAgain() {
        lease(1, tokens(0, 300));

        assertThat(lease(2, tokens(120, 400)).outstanding()).containsExactly(400L);
        assertThat(available(LEASED)).isEqualTo(1_000 - 120 - 400);
    }

    @Test
    default void shouldTakeBackWhatIsNotWantedAnyMore() {
        lease(1, tokens(0, 300));

        assertThat(lease(2, tokens(100, 50)).outstanding()).containsExactly(50L);
        assertThat(available(LEASED)).isEqualTo(850);
    }

    @Test
    default void shouldNotGrowIntoTheFloorNorInPart() {
        lease(1, tokens(0, 300));

        assertThat(lease(2, tokens(50, 851)).outstanding()).containsExactly(250L);
        assertThat(lease(3, tokens(0, 850)).outstanding()).containsExactly(850L);
    }

    @Test
    default void shouldTakeMoreThanWasOutstandingAsDebt() {
        lease(1, tokens(0, 300));

        assertThat(lease(2, tokens(1_200, 0)).outstanding()).containsExactly(0L);
        assertThat(available(LEASED)).isEqualTo(-200);
    }

    @Test
    default void shouldCloseWhenNothingIsOutstandingOrWanted() {
        lease(1, tokens(0, 300));
        lease(2, tokens(300, 0));

        assertThat(inspect().openLeases()).isZero();
        assertThat(available(LEASED)).isEqualTo(700);
    }

    @Test
    default void shouldStayOpenWhileSomethingIsWanted() {
        charge("a", new Debit(LEASED, 1_000));
        expire(0);

        assertThat(lease(1, tokens(0, 300)).outstanding()).containsExactly(0L);
        assertThat(lease(2, tokens(0, 300)).lost()).isFalse();
    }

    @Test
    default void shouldCarryOutARenewalOnce() {
        lease(1, tokens(0, 300));
        lease(2, tokens(100, 300));

        assertThat(lease(2, tokens(100, 300)).outstanding()).containsExactly(300L);
        assertThat(lease(1, tokens(0, 900)).outstanding()).containsExactly(300L);
        assertThat(available(LEASED)).isEqualTo(600);
    }

    @Test
    default void shouldKeepTheDeadlineOfARenewalThatIsSentAgain() {
        lease(1, tokens(0, 300));
        advance(Duration.ofSeconds(50));
        lease(1, tokens(0, 300));
        advance(Duration.ofSeconds(50));

        assertThat(expire(10)).isEmpty();
    }

    @Test
    default void shouldKeepWhatARenewalDoesNotName() {
        lease(1, tokens(0, 300), new Part(OTHER, 0, 200, 0));
        lease(2, tokens(300, 0));

        assertThat(inspect().openLeases()).isEqualTo(1);
        assertThat(lease(3, new Part(OTHER, 50, 150, 0)).outstanding()).containsExactly(150L);
        assertThat(available(OTHER)).isEqualTo(800);
    }

    @Test
    default void shouldCountAllThatIsOutstandingAsUsedWhenItExpires() {
        lease(1, tokens(0, 300), new Part(day(), 0, 200, 0));
        advance(Duration.ofMinutes(1));

        assertThat(expire(10)).containsExactly(new ReservationId("lease"));
        assertThat(level(LEASED)).isEqualTo(new Level(LEASED, 700, 30_000));
        assertThat(available(day())).isEqualTo(800);
        advance(Duration.ofSeconds(10));
        assertThat(available(LEASED)).as("by refill, since it is used").isEqualTo(800);
    }

    @Test
    default void shouldNotRefillWhatIsLeased() {
        lease(1, tokens(0, 300));
        advance(Duration.ofSeconds(50));

        assertThat(available(LEASED)).as("a full bucket has its leases in it").isEqualTo(700);
    }

    @Test
    default void shouldSayThatALeaseIsLostAndNotChargeItTwice() {
        lease(1, tokens(0, 300));
        advance(Duration.ofMinutes(1));
        expire(10);

        assertThat(lease(2, tokens(250, 300))).satisfies(result -> {
            assertThat(result.lost()).isTrue();
            assertThat(result.outstanding()).containsExactly(300L);
        });
        assertThat(available(LEASED)).isEqualTo(400);
        assertThat(lease(3, tokens(100, 300)).lost()).isFalse();
        assertThat(available(LEASED)).isEqualTo(300);
    }

    @Test
    default void shouldLeaseAQuota() {
        PeriodQuota quota = day();
        lease(1, new Part(quota, 0, 400, 0));
        assertThat(available(quota)).isEqualTo(600);

        assertThat(lease(2, new Part(quota, 150, 400, 0)).outstanding()).containsExactly(400L);
        assertThat(available(quota)).isEqualTo(450);
        assertThat(lease(3, new Part(quota, 0, 900, 0)).outstanding()).containsExactly(400L);
        lease(4, new Part(quota, 100, 0, 0));
        assertThat(available(quota)).isEqualTo(750);
    }

    @Test
    default void shouldDropWhatIsOutstandingOfAPeriodThatIsOver() {
        PeriodQuota quota = day();
        lease(1, new Part(quota, 0, 400, 0));
        advance(Duration.ofMinutes(10));

        assertThat(lease(1, new Part(quota, 0, 400, 0)).outstanding()).containsExactly(0L);
        assertThat(lease(2, new Part(quota, 300, 500, 0)).outstanding()).containsExactly(500L);
        assertThat(available(quota)).isEqualTo(500);
    }

    @Test
    default void shouldGiveLatePaymentsOfALeaseNoRoomToRefundInto() {
        reserve("a", Duration.ofMinutes(5), new Debit(LEASED, 400));
        lease(1, tokens(0, 500));
        advance(Duration.ofSeconds(30));

        release("a");
        assertThat(available(LEASED)).as("300 of 400 had refilled").isEqualTo(500);
    }

    @Test
    default void shouldBeALeaseAndNoReservation() {
        lease(1, tokens(0, 300));

        assertThat(settle("lease", new Usage(LEASED, 0))).isEqualTo(EndResult.ALREADY_ENDED);
        assertThat(release("lease")).isEqualTo(EndResult.ALREADY_ENDED);
        assertThat(raise("lease", new Usage(LEASED, 900))).isFalse();
        assertThat(await(ledger().extend(account(), List.of(new ReservationId("lease")), MINUTE)))
                .isEqualTo(1);
        assertThat(available(LEASED)).isEqualTo(700);
    }

    @Test
    default void shouldNotLeaseUnderTheIdOfAReservation() {
        reserve("a", new Debit(LEASED, 10));

        assertThat(lease("a", 1, tokens(5, 300)))
                .isEqualTo(new LeaseResult(List.of(0L), List.of(new Level(LEASED, 990, 1_000)), true));
        assertThat(release("a")).isEqualTo(EndResult.ENDED);
    }
}
