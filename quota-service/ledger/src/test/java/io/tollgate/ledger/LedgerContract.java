package io.tollgate.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.ledger.Ledger.AccountState;
import io.tollgate.ledger.Ledger.EndResult;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store must do. The clock is the test's. */
public abstract class LedgerContract
        implements SlotsContract, QuotaContract, RefundContract, RoleContract, LeaseContract, ForcedContract {

    private static final Bucket TOKENS = new Bucket("tenant:tokens-per-minute", 600, 1_000);
    private static final Bucket REQUESTS = new Bucket("tenant:requests-per-minute", 60, 10);

    @Test
    void shouldStartFull() {
        assertThat(level(TOKENS)).isEqualTo(new Level(TOKENS, 1_000, 0));
    }

    @Test
    void shouldTakeEveryDebit() {
        ReserveResult result = reserve("a", new Debit(TOKENS, 400), new Debit(REQUESTS, 1));

        assertThat(result)
                .isEqualTo(new ReserveResult.Granted(
                        List.of(new Level(TOKENS, 600, 40_000), new Level(REQUESTS, 9, 1_000)), List.of()));
    }

    @Test
    void shouldTakeNothingWhenOneBucketDenies() {
        reserve("a", new Debit(TOKENS, 900));

        ReserveResult result = reserve("b", new Debit(REQUESTS, 1), new Debit(TOKENS, 101));

        assertThat(result)
                .isEqualTo(new ReserveResult.Denied(
                        TOKENS,
                        ReserveResult.Cause.RATE,
                        100,
                        List.of(new Level(REQUESTS, 10, 0), new Level(TOKENS, 100, 90_000)),
                        List.of()));
        assertThat(level(REQUESTS).available()).isEqualTo(10);
        assertThat(inspect().openReservations()).isEqualTo(1);
    }

    @Test
    void shouldNameTheBucketThatTakesLongest() {
        reserve("a", new Debit(TOKENS, 1_000), new Debit(REQUESTS, 10));

        assertThat(reserve("b", new Debit(TOKENS, 5), new Debit(REQUESTS, 1)))
                .isInstanceOfSatisfying(ReserveResult.Denied.class, denied -> {
                    assertThat(denied.denying()).isEqualTo(REQUESTS);
                    assertThat(denied.retryAfterMillis()).isEqualTo(1_000);
                });
    }

    @Test
    void shouldGrantAfterRetryAfterAndNotAMillisecondEarlier() {
        Bucket odd = new Bucket("odd", 7, 11);
        reserve("a", new Debit(odd, 10));
        var denied = (ReserveResult.Denied) reserve("b", new Debit(odd, 3));

        advance(Duration.ofMillis(denied.retryAfterMillis() - 1));
        assertThat(reserve("b", new Debit(odd, 3))).isInstanceOf(ReserveResult.Denied.class);
        advance(Duration.ofMillis(1));
        assertThat(reserve("b", new Debit(odd, 3))).isInstanceOf(ReserveResult.Granted.class);
    }

    /** An allowance that is not known is full by whatever rule: a rule that has changed shows what is remembered. */
    @Test
    void shouldForgetABucketThatHasBeenFullForAMinuteWhenItLooks() {
        Bucket before = new Bucket("changed", 7, 10);
        Bucket after = new Bucket("changed", 7, 100);
        reserve("a", new Debit(before, 10));
        await(ledger().settle(account(), new ReservationId("a"), List.of(new Usage(before, 10))));
        // 10 tokens at 7 a minute take 85,714 2/7 ms.
        advance(Duration.ofMillis(85_714 + 60_000));
        await(ledger().expire(account(), 10));
        assertThat(level(after).available()).isEqualTo(16);

        advance(Duration.ofMillis(1));
        await(ledger().expire(account(), 10));
        assertThat(level(after)).isEqualTo(new Level(after, 100, 0));
    }

    @Test
    void shouldNotForgetWhatIsLeasedOrOpen() {
        Bucket before = new Bucket("changed", 60, 10);
        Bucket after = new Bucket("changed", 60, 100);
        var part = new LeaseRenewal.Part(before, 0, 5, 0);
        await(ledger().lease(
                        new LeaseRenewal(account(), new ReservationId("l"), 1, List.of(part), Duration.ofHours(5))));
        advance(Duration.ofMinutes(10));
        await(ledger().expire(account(), 10));

        await(ledger().lease(new LeaseRenewal(
                account(),
                new ReservationId("l"),
                2,
                List.of(new LeaseRenewal.Part(before, 5, 0, 0)),
                Duration.ofHours(5))));
        assertThat(level(after).available()).isEqualTo(5);
    }

    @Test
    void shouldSayThatADebitNeverFits() {
        reserve("a", new Debit(REQUESTS, 10));

        ReserveResult result = reserve("b", new Debit(REQUESTS, 1), new Debit(TOKENS, 1_001));

        assertThat(result)
                .isEqualTo(new ReserveResult.NeverFits(
                        TOKENS, List.of(new Level(REQUESTS, 0, 10_000), new Level(TOKENS, 1_000, 0)), List.of()));
    }

    @Test
    void shouldChargeOnceHoweverOftenItIsAsked() {
        ReserveResult first = reserve("a", new Debit(TOKENS, 600));

        assertThat(reserve("a", new Debit(TOKENS, 600))).isEqualTo(first);
        assertThat(inspect().openReservations()).isEqualTo(1);
    }

    @Test
    void shouldRefillByTheMillisecondUpToCapacity() {
        reserve("a", new Debit(TOKENS, 1_000));

        advance(Duration.ofMillis(99));
        assertThat(level(TOKENS).available()).isZero();
        advance(Duration.ofMillis(1));
        assertThat(level(TOKENS)).isEqualTo(new Level(TOKENS, 1, 99_900));
        advance(Duration.ofHours(2));
        assertThat(level(TOKENS)).isEqualTo(new Level(TOKENS, 1_000, 0));
    }

    @Test
    void shouldNeitherRefillNorLoseWhenTheClockGoesBack() {
        reserve("a", new Debit(TOKENS, 1_000));

        advance(Duration.ofSeconds(-30));
        assertThat(level(TOKENS).available()).isZero();
        reserve("b", new Debit(REQUESTS, 1), new Debit(TOKENS, 0));
        advance(Duration.ofSeconds(30));
        assertThat(level(TOKENS).available()).isZero();
        advance(Duration.ofSeconds(1));
        assertThat(level(TOKENS).available()).isEqualTo(10);
    }

    @Test
    void shouldGiveBackWhatWasNotUsed() {
        reserve("a", new Debit(TOKENS, 800), new Debit(REQUESTS, 1));

        assertThat(settle("a", new Usage(TOKENS, 300))).isEqualTo(EndResult.ENDED);

        assertThat(level(TOKENS).available()).isEqualTo(700);
        assertThat(level(REQUESTS).available()).isEqualTo(9);
        assertThat(inspect().openReservations()).isZero();
    }

    @Test
    void shouldCarryAnOverrunAsDebtUntilItIsPaid() {
        reserve("a", new Debit(TOKENS, 1_000));
        settle("a", new Usage(TOKENS, 1_600));

        assertThat(level(TOKENS)).isEqualTo(new Level(TOKENS, -600, 160_000));
        assertThat(reserve("b", new Debit(TOKENS, 100)))
                .isInstanceOfSatisfying(ReserveResult.Denied.class, denied -> assertThat(denied.retryAfterMillis())
                        .isEqualTo(70_000));
        advance(Duration.ofMillis(59_999));
        assertThat(level(TOKENS).available()).isEqualTo(-1);
        advance(Duration.ofMillis(1));
        assertThat(level(TOKENS).available()).isZero();
    }

    @Test
    void shouldDenyEvenNothingWhileInDebt() {
        reserve("a", new Debit(TOKENS, 1_000));
        settle("a", new Usage(TOKENS, 1_001));

        assertThat(reserve("b", new Debit(TOKENS, 0))).isInstanceOf(ReserveResult.Denied.class);
    }

    @Test
    void shouldNotFillBeyondCapacityWithWhatIsGivenBack() {
        reserve("a", new Debit(TOKENS, 900));
        reserve("b", new Debit(TOKENS, 100));
        advance(Duration.ofMinutes(1));

        settle("a", new Usage(TOKENS, 0));
        release("b");
        assertThat(level(TOKENS)).isEqualTo(new Level(TOKENS, 1_000, 0));

        reserve("c", new Debit(TOKENS, 1_000));
        assertThat(level(TOKENS).available()).isZero();
    }

    @Test
    void shouldChargeABucketThatWasNotReserved() {
        reserve("a", new Debit(TOKENS, 10));
        settle("a", new Usage(TOKENS, 10), new Usage(REQUESTS, 3));

        assertThat(level(REQUESTS).available()).isEqualTo(7);
    }

    @Test
    void shouldKeepWhatWasReservedOfABucketThatSettlementLeavesOut() {
        reserve("a", new Debit(TOKENS, 10), new Debit(REQUESTS, 3));

        assertThat(settle("a")).isEqualTo(EndResult.ENDED);
        assertThat(level(TOKENS).available()).isEqualTo(990);
        assertThat(level(REQUESTS).available()).isEqualTo(7);
    }

    @Test
    void shouldGiveEverythingBackOnRelease() {
        reserve("a", new Debit(TOKENS, 10), new Debit(REQUESTS, 3));

        assertThat(release("a")).isEqualTo(EndResult.ENDED);
        assertThat(level(TOKENS).available()).isEqualTo(1_000);
        assertThat(level(REQUESTS).available()).isEqualTo(10);
    }

    @Test
    void shouldEndAReservationOnce() {
        reserve("a", new Debit(TOKENS, 500));
        settle("a", new Usage(TOKENS, 100));

        assertThat(settle("a", new Usage(TOKENS, 0))).isEqualTo(EndResult.ALREADY_ENDED);
        assertThat(release("a")).isEqualTo(EndResult.ALREADY_ENDED);
        assertThat(release("never-was")).isEqualTo(EndResult.ALREADY_ENDED);
        assertThat(level(TOKENS).available()).isEqualTo(900);
    }

    @Test
    void shouldApplyAChangedLimitAtOnce() {
        reserve("a", new Debit(TOKENS, 400));
        Bucket smaller = new Bucket(TOKENS.id(), 60, 100);
        Bucket larger = new Bucket(TOKENS.id(), 6_000, 5_000);

        assertThat(level(smaller)).isEqualTo(new Level(smaller, 100, 0));
        assertThat(level(larger)).isEqualTo(new Level(larger, 600, 44_000));
        reserve("b", new Debit(smaller, 30));
        assertThat(level(larger).available()).isEqualTo(70);
        advance(Duration.ofSeconds(1));
        assertThat(level(larger).available()).isEqualTo(170);
    }

    @Test
    void shouldExpireWhatIsOverdueOldestFirstAndKeepItCharged() {
        reserve("late", Duration.ofSeconds(20), new Debit(TOKENS, 100));
        reserve("early", Duration.ofSeconds(10), new Debit(TOKENS, 100));
        reserve("open", Duration.ofSeconds(30), new Debit(TOKENS, 100));
        assertThat(inspect().nextDeadlineInMillis()).isEqualTo(10_000);

        advance(Duration.ofMillis(9_999));
        assertThat(expire(10)).isEmpty();
        advance(Duration.ofSeconds(11));
        assertThat(inspect().nextDeadlineInMillis()).isEqualTo(-10_999);
        assertThat(expire(1)).containsExactly(new ReservationId("early"));
        assertThat(expire(0)).isEmpty();
        assertThat(expire(10)).containsExactly(new ReservationId("late"));
        assertThat(settle("early", new Usage(TOKENS, 0))).isEqualTo(EndResult.ALREADY_ENDED);
        assertThat(level(TOKENS).available()).isEqualTo(909);
        assertThat(inspect().openReservations()).isEqualTo(1);
    }

    @Test
    void shouldExpireUpToEightOnTheWayOfAReserve() {
        IntStream.range(0, 10).forEach(i -> reserve("r" + i, Duration.ofSeconds(1), new Debit(TOKENS, 1)));
        advance(Duration.ofSeconds(1));

        reserve("next", new Debit(TOKENS, 1));
        assertThat(inspect().openReservations()).isEqualTo(3);
        assertThat(reserve("too-much", new Debit(TOKENS, 1_000))).isInstanceOf(ReserveResult.Denied.class);
        assertThat(inspect().openReservations()).isEqualTo(1);
    }

    @Test
    void shouldExtendWhatIsOpen() {
        reserve("a", Duration.ofSeconds(10), new Debit(TOKENS, 1));
        reserve("b", Duration.ofSeconds(10), new Debit(TOKENS, 1));
        settle("b");

        var ids = List.of(new ReservationId("a"), new ReservationId("b"), new ReservationId("c"));
        assertThat(await(ledger().extend(account(), ids, MINUTE))).isEqualTo(1);
        advance(Duration.ofSeconds(59));
        assertThat(expire(10)).isEmpty();
        advance(Duration.ofSeconds(1));
        assertThat(expire(10)).containsExactly(new ReservationId("a"));
    }

    @Test
    void shouldExtendMoreThanOneCallCarries() {
        List<ReservationId> ids = IntStream.range(0, 1_100)
                .mapToObj(i -> new ReservationId("r" + i))
                .toList();
        reserve("r0", new Debit(TOKENS, 1));
        reserve("r1099", new Debit(TOKENS, 1));

        assertThat(await(ledger().extend(account(), ids, MINUTE))).isEqualTo(2);
        assertThat(await(ledger().extend(account(), List.of(), MINUTE))).isZero();
    }

    @Test
    void shouldCountTheLargestNumbersExactly() {
        Bucket vast = new Bucket("vast", Bucket.MOST, Bucket.MOST);
        Bucket slow = new Bucket("slow", 1, Bucket.MOST);
        reserve("a", new Debit(vast, Bucket.MOST), new Debit(slow, Bucket.MOST));
        assertThat(level(slow)).isEqualTo(new Level(slow, 0, 60_000 * Bucket.MOST));

        settle("a", new Usage(vast, Bucket.MOST), new Usage(slow, Bucket.MOST));
        advance(Duration.ofMillis(1));
        assertThat(level(vast)).isEqualTo(new Level(vast, Bucket.MOST / 60_000, 59_999));
        assertThat(level(slow)).isEqualTo(new Level(slow, 0, 60_000 * Bucket.MOST - 1));
    }

    @Test
    void shouldStopCountingDebtWhereNoRefillCouldEverPayIt() {
        Bucket slow = new Bucket("slow", 1, Bucket.MOST);
        for (String id : List.of("a", "b")) {
            reserve(id, new Debit(TOKENS, 1));
            settle(id, new Usage(slow, Bucket.MOST));
        }
        assertThat(level(slow).available()).isEqualTo(-Bucket.MOST / 2);
        assertThat(level(slow).resetMillis()).isEqualTo(90_000 * Bucket.MOST);
    }

    @Test
    void shouldKeepAccountsApart() {
        reserve("a", new Debit(TOKENS, 1_000));

        AccountState other = await(ledger().inspect(account() + "-other", List.of(TOKENS)));
        assertThat(other).isEqualTo(new AccountState(List.of(new Level(TOKENS, 1_000, 0)), 0, 0, 0));
    }

    @Test
    void shouldCarrySixteenDebitsAndAnyBucketName() {
        Debit[] debits = IntStream.range(0, 16)
                .mapToObj(i -> new Debit(new Bucket("modèle/é " + i + " %d%s", 60, 100), i))
                .toArray(Debit[]::new);

        assertThat(reserve("a", debits)).isInstanceOf(ReserveResult.Granted.class);
        release("a");
        AccountState state = await(ledger().inspect(account(), List.of(debits[15].allowance(), debits[7].allowance())));
        assertThat(state.levels()).extracting(Level::available).containsExactly(100L, 100L);
    }

    @Test
    void shouldRefuseWhatIsOutOfBounds() {
        ReservationId id = new ReservationId("a");
        assertThatThrownBy(() -> ledger().settle(account(), id, List.of(new Usage(TOKENS, 1), new Usage(TOKENS, 1))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ledger().release("a}b", id)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ledger().extend(account(), List.of(id), Duration.ofDays(2)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ledger().expire(account(), -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ledger().inspect(account(), Collections.nCopies(1_001, TOKENS)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** The stage's result. */
    public static <R> R await(CompletionStage<R> stage) {
        return stage.toCompletableFuture().orTimeout(5, TimeUnit.SECONDS).join();
    }
}
