package io.tollgate.ledger;

import static io.tollgate.ledger.Debit.Role.GUARANTEE;
import static io.tollgate.ledger.Debit.Role.REQUIRED;
import static io.tollgate.ledger.Debit.Role.SHADOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.ledger.ReserveResult.Cause;
import io.tollgate.ledger.ReserveResult.Granted;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Floors, guarantees, and limits that only report. */
interface RoleContract extends LedgerSteps {

    Bucket POOL = new Bucket("pool", 600, 1_000);
    Bucket SHARE = new Bucket("share", 60, 100);
    Bucket REPORTED = new Bucket("reported", 60, 50);

    private static Debit pool(long amount) {
        return new Debit(POOL, amount, 200, REQUIRED);
    }

    private static Debit share(long amount) {
        return new Debit(SHARE, amount, 0, GUARANTEE);
    }

    private static Debit reported(long amount) {
        return new Debit(REPORTED, amount, 0, SHADOW);
    }

    @Test
    default void shouldLeaveTheFloorToOthers() {
        assertThat(granted("a", pool(800))).isTrue();

        var denied = denied("b", pool(10));
        assertThat(denied.cause()).isEqualTo(Cause.RATE);
        assertThat(denied.retryAfterMillis()).isEqualTo(1_000);
        assertThat(granted("c", new Debit(POOL, 200))).isTrue();
    }

    @Test
    default void shouldSayThatADebitNeverFitsAboveItsFloor() {
        assertThat(reserve("a", pool(801))).isInstanceOf(ReserveResult.NeverFits.class);
        assertThat(reserve("a", pool(800))).isInstanceOf(Granted.class);
    }

    @Test
    default void shouldLetAGuaranteeIntoTheFloor() {
        reserve("a", pool(800));

        assertThat(granted("b", pool(100), share(100))).isTrue();
        assertThat(available(POOL)).isEqualTo(100);
        assertThat(available(SHARE)).isZero();
    }

    @Test
    default void shouldDoWithoutAGuaranteeThatDoesNotFit() {
        assertThat(granted("a", pool(101), share(101))).isTrue();
        assertThat(available(SHARE)).isEqualTo(100);

        settle("a", new Usage(POOL, 101), new Usage(SHARE, 101));
        assertThat(available(SHARE)).as("what was left out is not charged").isEqualTo(100);
        assertThat(available(POOL)).isEqualTo(899);
    }

    @Test
    default void shouldKeepTheFloorWithoutAGuarantee() {
        reserve("a", pool(750));
        reserve("b", share(100));

        assertThat(granted("c", pool(60), share(60))).isFalse();
        assertThat(granted("c", pool(50), share(60))).isTrue();
    }

    @Test
    default void shouldWaitForTheGuaranteeWhereThatIsSooner() {
        reserve("a", pool(800));
        reserve("b", new Debit(POOL, 150), share(100));

        var denied = denied("c", pool(40), share(5));
        assertThat(denied.denying()).isEqualTo(POOL);
        assertThat(denied.retryAfterMillis())
                .as("not 19 s, until it is above the floor")
                .isEqualTo(5_000);
    }

    @Test
    default void shouldNotSayNeverWhereAGuaranteeMayComeToFit() {
        reserve("a", share(100));

        assertThat(denied("b", pool(900), share(100)).retryAfterMillis()).isEqualTo(100_000);
        assertThat(reserve("b", pool(900), share(101))).isInstanceOf(ReserveResult.NeverFits.class);
    }

    @Test
    default void shouldReportAShadowThatDoesNotFitAndTakeItWhenItDoes() {
        assertThat(reserve("a", pool(10), reported(30)))
                .isInstanceOfSatisfying(Granted.class, granted -> assertThat(granted.shadowDenied())
                        .isEmpty());
        assertThat(available(REPORTED)).isEqualTo(20);

        assertThat(reserve("b", pool(10), reported(30)))
                .isEqualTo(new Granted(
                        List.of(new Level(POOL, 980, 2_000), new Level(REPORTED, 20, 30_000)), List.of(REPORTED)));
        settle("b", new Usage(POOL, 10), new Usage(REPORTED, 30));
        assertThat(available(REPORTED)).isEqualTo(20);
    }

    @Test
    default void shouldReportTheSameShadowAgainWhenItIsAskedAgain() {
        reserve("a", reported(60), pool(10));

        assertThat(reserve("a", reported(60), pool(10)).shadowDenied()).containsExactly(REPORTED);
        assertThat(available(POOL)).isEqualTo(990);
    }

    @Test
    default void shouldReportAShadowOfWhatIsRefused() {
        reserve("a", pool(800));

        assertThat(denied("b", reported(51), pool(10)).shadowDenied()).containsExactly(REPORTED);
    }

    @Test
    default void shouldNotRaiseWhatWasLeftOut() {
        reserve("a", pool(10), reported(60));

        raise("a", new Usage(REPORTED, 70), new Usage(POOL, 20));
        assertThat(available(REPORTED)).isEqualTo(50);
        assertThat(available(POOL)).isEqualTo(980);
    }

    @Test
    default void shouldReleaseOnlyWhatWasTaken() {
        reserve("a", pool(10), reported(60), share(101));
        release("a");

        assertThat(available(POOL)).isEqualTo(1_000);
        assertThat(available(REPORTED)).isEqualTo(50);
        assertThat(available(SHARE)).isEqualTo(100);
    }
}
