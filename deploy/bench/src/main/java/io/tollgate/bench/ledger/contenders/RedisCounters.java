package io.tollgate.bench.ledger.contenders;

import java.util.HashMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * What Redis says of itself.
 *
 * @param cpuMicros user and system time of all its threads
 * @param calls of each command, by lower-case name, from clients and from scripts
 */
public record RedisCounters(long cpuMicros, Map<String, Long> calls) {

    private static final String COMMAND = "cmdstat_";
    private static final String CALLS = "calls=";
    private static final double MICROS_PER_SECOND = 1e6;

    public RedisCounters {
        calls = Map.copyOf(calls);
    }

    /** Reads the answer to {@code INFO ALL}. */
    public static RedisCounters of(Map<String, String> info) {
        ToLongFunction<String> micros = name -> Math.round(Double.parseDouble(info.get(name)) * MICROS_PER_SECOND);
        Map<String, Long> calls = new HashMap<>();
        info.forEach((name, value) -> {
            if (name.startsWith(COMMAND)) {
                calls.put(name.substring(COMMAND.length()), callsIn(value));
            }
        });
        return new RedisCounters(micros.applyAsLong("used_cpu_user") + micros.applyAsLong("used_cpu_sys"), calls);
    }

    /** What was added since {@code earlier}. */
    public RedisCounters since(RedisCounters earlier) {
        Map<String, Long> added = new HashMap<>();
        calls.forEach((name, count) -> added.put(name, count - earlier.callsOf(name)));
        return new RedisCounters(cpuMicros - earlier.cpuMicros, added);
    }

    public long callsOf(String command) {
        return calls.getOrDefault(command, 0L);
    }

    /** Calls of scripts, by name or in full. */
    public long scriptCalls() {
        return callsOf("evalsha") + callsOf("eval");
    }

    private static long callsIn(String value) {
        int from = value.indexOf(CALLS) + CALLS.length();
        return Long.parseLong(value.substring(from, value.indexOf(',', from)));
    }
}
