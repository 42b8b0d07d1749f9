package io.tollgate.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A late refund leaves a bucket as if the true amount had been taken in the first place. */
interface RefundContract extends LedgerSteps {

    Bucket BURST = new Bucket("refund:tokens", 600, 1_000);

    @Test
    default void shouldNotMakeUpForRefillThatFoundTheBucketFull() {
        reserve("a", Duration.ofMinutes(5), new Debit(BURST, 1_000));
        advance(Duration.ofSeconds(100));
        reserve("b", new Debit(BURST, 1_000));

        release("a");
        assertThat(available(BURST)).isZero();
    }

    @Test
    default void shouldGiveBackWhatHasFoundRoomAllTheTime() {
        reserve("a", Duration.ofMinutes(5), new Debit(BURST, 1_000));
        advance(Duration.ofSeconds(70));
        reserve("b", Duration.ofMinutes(5), new Debit(BURST, 500));

        settle("a", new Usage(BURST, 200));
        assertThat(available(BURST))
                .as("300 of 800 found room at the time of b")
                .isEqualTo(500);
        release("b");
        assertThat(available(BURST)).as("all of b: nothing has been full since").isEqualTo(1_000);
    }

    @Test
    default void shouldGiveBackEverythingWhileTheBucketIsNeverFull() {
        reserve("a", new Debit(BURST, 900));
        for (int i = 0; i < 20; i++) {
            reserve("r" + i, new Debit(BURST, 5));
        }
        settle("a", new Usage(BURST, 100));
        for (int i = 0; i < 20; i++) {
            settle("r" + i, new Usage(BURST, 1));
        }
        assertThat(available(BURST)).isEqualTo(1_000 - 100 - 20);
    }

    @Test
    default void shouldForfeitRatherThanGuessWhenItCannotRememberEveryLow() {
        for (int i = 0; i < 40; i++) {
            reserve("r" + i, new Debit(BURST, 20));
        }
        for (int i = 0; i < 40; i++) {
            release("r" + i);
        }
        assertThat(available(BURST))
                .as("280 of 800 forfeited, in every store the same")
                .isEqualTo(720);
    }

    @Test
    default void shouldNotLetTwoRefundsFindTheSameRoom() {
        reserve("a", Duration.ofMinutes(5), new Debit(BURST, 400));
        reserve("b", Duration.ofMinutes(5), new Debit(BURST, 400));
        advance(Duration.ofSeconds(50));
        reserve("c", Duration.ofMinutes(5), new Debit(BURST, 700));

        release("a");
        assertThat(available(BURST)).as("300 of 400 had room").isEqualTo(300);
        release("b");
        assertThat(available(BURST)).as("and none is left for b").isEqualTo(300);
    }

    @Test
    default void shouldReckonWithTheCapacityOfTheTime() {
        Bucket small = new Bucket(BURST.id(), 600, 100);
        reserve("a", Duration.ofMinutes(5), new Debit(BURST, 500));
        reserve("b", new Debit(small, 10));
        settle("b", new Usage(small, 10));

        release("a");
        assertThat(available(BURST)).as("it was full at 100").isEqualTo(90);
    }

    @Test
    default void shouldTakeAnOverrunAtOnce() {
        reserve("a", Duration.ofMinutes(5), new Debit(BURST, 100));
        advance(Duration.ofMinutes(1));
        settle("a", new Usage(BURST, 350));

        assertThat(available(BURST)).isEqualTo(750);
    }

    @Test
    default void shouldGiveNothingBackToABucketThatIsNotKnownAnyMore() {
        Bucket tiny = new Bucket("refund:tiny", 60_000, 10);
        reserve("a", Duration.ofHours(20), new Debit(tiny, 10));
        advance(Duration.ofHours(2));
        expire(0);
        reserve("b", new Debit(tiny, 10));

        release("a");
        assertThat(available(tiny)).isZero();
    }
}
