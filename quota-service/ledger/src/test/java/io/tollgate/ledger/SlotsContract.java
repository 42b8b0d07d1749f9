package io.tollgate.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.ledger.ReserveResult.Cause;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** So many at one time. */
interface SlotsContract extends LedgerSteps {

    Slots TWO = new Slots("tenant:concurrent-requests", 2);
    Bucket ANY_TOKENS = new Bucket("slots:tokens", 600, 1_000);

    @Test
    default void shouldHoldSlotsUntilAReservationEnds() {
        assertThat(reserve("a", new Debit(TWO, 1)))
                .isEqualTo(new ReserveResult.Granted(List.of(new Level(TWO, 1, 0)), List.of()));
        reserve("b", new Debit(TWO, 1));

        assertThat(reserve("c", new Debit(TWO, 1)))
                .isEqualTo(new ReserveResult.Denied(TWO, Cause.IN_FLIGHT, 0, List.of(new Level(TWO, 0, 0)), List.of()));
        settle("a", new Usage(TWO, 0));
        assertThat(granted("c", new Debit(TWO, 1))).isTrue();
        release("b");
        assertThat(available(TWO)).isEqualTo(1);
    }

    @Test
    default void shouldGiveSlotsBackThatSettlementDoesNotName() {
        reserve("a", new Debit(TWO, 2), new Debit(ANY_TOKENS, 10));

        settle("a", new Usage(ANY_TOKENS, 5));
        assertThat(available(TWO)).isEqualTo(2);
    }

    @Test
    default void shouldGiveSlotsBackOnce() {
        reserve("a", new Debit(TWO, 1));
        reserve("b", new Debit(TWO, 1));
        settle("a");
        settle("a");
        release("a");
        expire(10);

        assertThat(available(TWO)).isEqualTo(1);
    }

    @Test
    default void shouldFreeTheSlotsOfWhatExpires() {
        reserve("a", Duration.ofSeconds(1), new Debit(TWO, 2));
        advance(Duration.ofSeconds(1));

        expire(10);
        assertThat(available(TWO)).isEqualTo(2);
        assertThat(inspect().openReservations()).isZero();
    }

    @Test
    default void shouldFreeTheSlotsOfWhatIsOverdueBeforeItDecides() {
        reserve("a", Duration.ofSeconds(1), new Debit(TWO, 2));
        advance(Duration.ofSeconds(1));

        assertThat(granted("b", new Debit(TWO, 2))).isTrue();
        assertThat(available(TWO)).isZero();
    }

    @Test
    default void shouldTakeNoSlotWhenSomethingElseDenies() {
        assertThat(reserve("a", new Debit(TWO, 1), new Debit(ANY_TOKENS, 1_001)))
                .isInstanceOf(ReserveResult.NeverFits.class);
        reserve("b", new Debit(ANY_TOKENS, 1_000));
        assertThat(granted("c", new Debit(TWO, 1), new Debit(ANY_TOKENS, 1))).isFalse();

        assertThat(available(TWO)).isEqualTo(2);
    }

    @Test
    default void shouldSayWhichSlotsNeverFit() {
        assertThat(reserve("a", new Debit(TWO, 3)))
                .isEqualTo(new ReserveResult.NeverFits(TWO, List.of(new Level(TWO, 2, 0)), List.of()));
    }

    @Test
    default void shouldApplyAChangedNumberOfSlotsAtOnce() {
        reserve("a", new Debit(TWO, 2));

        assertThat(available(new Slots(TWO.id(), 1))).isEqualTo(-1);
        assertThat(granted("b", new Debit(new Slots(TWO.id(), 3), 1))).isTrue();
    }

    @Test
    default void shouldRatherNameTheRateThanWhatIsInFlight() {
        reserve("a", new Debit(TWO, 2), new Debit(ANY_TOKENS, 1_000));

        var denied = denied("b", new Debit(TWO, 1), new Debit(ANY_TOKENS, 10));
        assertThat(denied.denying()).isEqualTo(ANY_TOKENS);
        assertThat(denied.cause()).isEqualTo(Cause.RATE);
        assertThat(denied.retryAfterMillis()).isEqualTo(1_000);
    }

    @Test
    default void shouldLeaveSlotsAloneWhereNothingIsReserved() {
        reserve("a", new Debit(ANY_TOKENS, 1));
        raise("a", new Usage(TWO, 1));
        charge("b", new Debit(TWO, 1));
        settle("a", new Usage(TWO, 1));

        assertThat(available(TWO)).isEqualTo(2);
    }
}
