package io.tollgate.bench.ledger;

import io.tollgate.bench.ledger.contenders.Contender;
import io.tollgate.bench.ledger.contenders.RedisCounters;
import io.tollgate.bench.machine.Processes;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.redisson.api.RedissonClient;
import org.redisson.api.redisnode.RedisNode;
import org.redisson.api.redisnode.RedisNodes;
import org.redisson.api.redisnode.RedisSingle;

/** Reads clocks and counters before and after a run. */
record Meter(LongSupplier nanoClock, Processes processes, RedisSingle redis) {

    /** One way of sending reservations. */
    interface Drive {
        Sample run() throws InterruptedException;
    }

    static Meter on(RedissonClient client, Processes processes, LongSupplier nanoClock) {
        return new Meter(nanoClock, processes, client.getRedisNodes(RedisNodes.SINGLE));
    }

    Run measure(Contender contender, Drive drive) throws InterruptedException {
        List<Long> self = List.of(ProcessHandle.current().pid());
        RedisCounters countedBefore = counters();
        Duration cpuBefore = processes.cpuTime(self);
        long from = nanoClock.getAsLong();
        Sample sample = drive.run();
        double seconds = (nanoClock.getAsLong() - from) / 1e9;
        double cpuMicros = processes.cpuTime(self).minus(cpuBefore).toNanos() / 1e3;
        RedisCounters counted = counters().since(countedBefore);
        return new Run(sample, seconds, cpuMicros, counted, contender.roundTrips(counted));
    }

    private RedisCounters counters() {
        return RedisCounters.of(redis.getInstance().info(RedisNode.InfoSection.ALL));
    }
}
