package io.tollgate.events.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WireTimeTest {

    @Test
    void shouldWriteWhatInstantsWrite() {
        var random = new Random(1);
        List<Integer> units = List.of(1, 1_000, 1_000_000, 1_000_000_000);
        for (int round = 0; round < 20_000; round++) {
            long second = random.nextLong(946_684_800L, 253_402_300_800L) / 60 * 60 + random.nextInt(2) * 59L;
            int unit = units.get(random.nextInt(4));
            Instant instant = Instant.ofEpochSecond(second, (long) random.nextInt(1_000_000_000 / unit) * unit);
            assertThat(WireTime.of(instant)).isEqualTo(instant.toString());
        }
        assertThat(WireTime.of(Instant.parse("1969-12-31T23:59:59.5Z"))).isEqualTo("1969-12-31T23:59:59.500Z");
    }
}
