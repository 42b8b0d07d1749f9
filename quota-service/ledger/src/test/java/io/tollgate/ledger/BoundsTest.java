package io.tollgate.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class BoundsTest {

    private static final Bucket BUCKET = new Bucket("b", 1, 1);
    private static final Debit DEBIT = new Debit(BUCKET, 1);
    private static final ReservationId ID = new ReservationId("Az09_-");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"a}b", "a{b", "a b", "a:b", "é", "a\n"})
    void shouldRefuseAnAccountThatIsNoHashTag(String account) {
        assertThatIllegalArgumentException().isThrownBy(() -> Names.requireAccount(account));
    }

    @Test
    void shouldTakeNamesUpToTheirLongest() {
        assertThatCode(() -> Names.requireAccount("A-z_0.9" + "a".repeat(121))).doesNotThrowAnyException();
        assertThatIllegalArgumentException().isThrownBy(() -> Names.requireAccount("a".repeat(129)));
        assertThat(new ReservationId("a".repeat(64))).hasToString("a".repeat(64));
        assertThatIllegalArgumentException().isThrownBy(() -> new ReservationId("a".repeat(65)));
        assertThat(new Bucket("a".repeat(256), 1, 1).id()).hasSize(256);
        assertThatIllegalArgumentException().isThrownBy(() -> new Bucket("a".repeat(257), 1, 1));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"a.b", "a b", "#a"})
    void shouldRefuseAReservationId(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ReservationId(id));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"#a", "a\0b", "a\nb"})
    void shouldRefuseABucketIdThatCouldBeSomethingElse(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Bucket(id, 1, 1));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, Bucket.MOST + 1})
    void shouldRefuseALimitOutOfBounds(long limit) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Bucket("b", limit, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Bucket("b", 1, limit));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Bucket.MOST + 1})
    void shouldRefuseAnAmountOutOfBounds(long amount) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Debit(BUCKET, amount));
        assertThatIllegalArgumentException().isThrownBy(() -> new Usage(BUCKET, amount));
    }

    @Test
    void shouldRefuseAReservationWithNoneTooManyOrTwiceTheSameBucket() {
        List<Debit> seventeen = IntStream.range(0, 17)
                .mapToObj(i -> new Debit(new Bucket("b" + i, 1, 1), 1))
                .toList();
        assertThatIllegalArgumentException().isThrownBy(() -> new Reservation("a", ID, List.of(), MINUTE));
        assertThatIllegalArgumentException().isThrownBy(() -> new Reservation("a", ID, seventeen, MINUTE));
        assertThatIllegalArgumentException().isThrownBy(() -> new Reservation("a", ID, List.of(DEBIT, DEBIT), MINUTE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1S", "PT0S", "PT0.0009S", "PT24H0.001S"})
    void shouldRefuseATimeToLiveOutOfBounds(String timeToLive) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Reservation("a", ID, List.of(DEBIT), Duration.parse(timeToLive)));
    }

    @Test
    void shouldRefuseASettlementWithTooManyUsages() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Usage.requireDistinct(Collections.nCopies(17, new Usage(BUCKET, 1))));
    }
}
