package io.tollgate.ledger.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.ledger.Bucket;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A bucket that everybody wants more from than there is gives all it has, as long as what requests in flight have reserved and
 * will not use is well below the burst. Beyond, a strict bound and full use exclude each other; see docs/ledger.md.
 */
class BusyBucketTest {

    private static final Bucket BUCKET = new Bucket("tokens", 60_000, 10_000);
    private static final long RESERVED = 400;
    private static final long USED = 200;
    private static final long MINUTE = 60_000;

    private record Running(long endsAtMillis, long mark) {}

    @ParameterizedTest
    @ValueSource(longs = {100, 1_000, 3_000, 5_000})
    void shouldBeUsedUpThoughTwiceAsMuchIsReserved(long holdingMillis) {
        assertThat(usedInTwentyMinutes(holdingMillis))
                .isBetween(20 * 60_000L * 97 / 100, 20 * 60_000L + BUCKET.capacity());
    }

    @Test
    void shouldStillServeMostWhenRequestsHoldAsMuchAsTheBurstWithoutUsingIt() {
        assertThat(usedInTwentyMinutes(10_000)).isGreaterThan(20 * 60_000L * 85 / 100);
        assertThat(usedInTwentyMinutes(40_000)).isGreaterThan(20 * 60_000L * 59 / 100);
    }

    private static long usedInTwentyMinutes(long holdingMillis) {
        BucketState state = BucketRules.refill(null, BUCKET, 0);
        Queue<Running> running = new ArrayDeque<>();
        long used = 0;
        for (long now = 0; now < 30 * MINUTE; now += 20) {
            state = BucketRules.refill(state, BUCKET, now);
            while (!running.isEmpty() && running.peek().endsAtMillis() <= now) {
                state = BucketRules.refund(state, running.remove().mark(), RESERVED - USED);
            }
            while (BucketRules.holds(state, RESERVED)) {
                state = BucketRules.charge(state, RESERVED);
                running.add(new Running(now + holdingMillis, state.mark()));
                used += now < 10 * MINUTE ? 0 : USED;
            }
        }
        return used;
    }

    @Test
    void shouldLoseLittleOfABurstFromFull() {
        BucketState state = BucketRules.refill(null, BUCKET, 0);
        Queue<Long> marks = new ArrayDeque<>();
        while (BucketRules.holds(state, RESERVED)) {
            state = BucketRules.charge(state, RESERVED);
            marks.add(state.mark());
        }
        for (long mark : marks) {
            state = BucketRules.refund(state, mark, RESERVED - USED);
        }
        assertThat(BucketRules.available(state) / BucketRules.UNITS_PER_TOKEN)
                .isBetween(4_500L, BUCKET.capacity() - marks.size() * USED);
    }

    @Test
    void shouldNeverRememberMoreThanAFewLows() {
        List<Lows.Low> lows = List.of();
        for (int mark = 0; mark < 1_000; mark++) {
            lows = Lows.push(lows, mark, mark * 7L % 101 + mark);
            assertThat(lows).hasSizeLessThanOrEqualTo(Lows.MOST);
        }
    }
}
