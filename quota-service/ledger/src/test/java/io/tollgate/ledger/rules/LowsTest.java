package io.tollgate.ledger.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a list that forgets nothing: never more room than there was, and exactly as much while the list is long enough. */
class LowsTest {

    private static final int CHARGES = 400;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldNeverPromiseMoreRoomThanThereWas(long seed) {
        Random random = new Random(seed);
        List<Lows.Low> lows = List.of();
        List<long[]> all = new ArrayList<>();
        for (int mark = 0; mark < CHARGES; mark++) {
            long room = random.nextLong(1 + random.nextInt(10_000));
            lows = Lows.push(lows, mark, room);
            all.add(new long[] {mark, room});
            long since = random.nextLong(mark + 1);
            long now = random.nextLong(10_000);
            long least = Lows.leastSince(lows, since, now);

            assertThat(least).isBetween(0L, exactly(all, since, now));
            if (all.stream().filter(each -> each[0] >= since).count() < Lows.MOST - 1) {
                long back = random.nextLong(1 + least);
                lows = Lows.raise(lows, since, back);
                all.stream().filter(each -> each[0] >= since).forEach(each -> each[1] -= back);
            }
            assertThat(lows).isSortedAccordingTo((one, other) -> Long.compare(one.room(), other.room()));
        }
    }

    private static long exactly(List<long[]> all, long since, long now) {
        return all.stream()
                .filter(each -> each[0] >= since)
                .mapToLong(each -> each[1])
                .reduce(now, Math::min);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 5, 11})
    void shouldBeExactForTheNewest(long since) {
        List<Lows.Low> lows = List.of();
        for (int mark = 0; mark < Lows.MOST; mark++) {
            lows = Lows.push(lows, mark, 10L * mark);
        }
        assertThat(Lows.leastSince(lows, since, 1_000)).isEqualTo(10 * since);
    }
}
