package io.tollgate.bench.ledger.contenders;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RedisCountersTest {

    @Test
    void shouldReadWhatRedisCountsAndSubtractWhatWasThereBefore() {
        RedisCounters before = RedisCounters.of(Map.of(
                "used_cpu_user",
                "1.000001",
                "used_cpu_sys",
                "0.5",
                "cmdstat_eval",
                "calls=2,usec=9,usec_per_call=4.50"));
        RedisCounters after = RedisCounters.of(Map.of(
                "used_cpu_user",
                "1.250001",
                "used_cpu_sys",
                "0.6",
                "cmdstat_eval",
                "calls=5,usec=20,usec_per_call=4.00",
                "cmdstat_evalsha",
                "calls=7,usec=20,usec_per_call=4.00"));

        RedisCounters added = after.since(before);

        assertThat(added.cpuMicros()).isEqualTo(350_000);
        assertThat(added.callsOf("eval")).isEqualTo(3);
        assertThat(added.scriptCalls()).isEqualTo(10);
        assertThat(added.callsOf("get")).isZero();
    }
}
