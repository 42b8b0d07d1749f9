package io.tollgate.gateway.wiring;

import io.tollgate.gateway.admission.degraded.LocalShare;
import io.tollgate.gateway.catalog.LiveNodes;
import io.tollgate.gateway.clock.SharedClock;
import io.tollgate.gateway.settlement.LateCommands;
import io.tollgate.gateway.telemetry.RequestMetrics;
import io.tollgate.ledger.redis.RedisLedger;

/** What a node shows of a Redis that is away, and of what it has in common with other nodes. */
final class OutageMetrics {

    private OutageMetrics() {}

    static void show(
            RequestMetrics metrics,
            RedisLedger ledger,
            LocalShare localShare,
            LateCommands late,
            LiveNodes liveNodes,
            SharedClock clock) {
        metrics.gauge(
                "tollgate.ledger.available",
                "1 while the ledger can be asked, else 0",
                ledger,
                asked -> asked.isAvailable() ? 1 : 0);
        metrics.gauge(
                "tollgate.degraded.seconds",
                "How long the ledger could not be asked, in total",
                localShare,
                LocalShare::degradedSeconds);
        metrics.gauge(
                "tollgate.degraded.posted",
                "Charges for what was let through meanwhile",
                localShare,
                LocalShare::charged);
        metrics.gauge(
                "tollgate.ledger.late", "Commands that wait for the ledger to answer", late, LateCommands::waiting);
        metrics.gauge(
                "tollgate.clock.offset.seconds",
                "How far Redis' clock is ahead of this machine's",
                clock,
                shared -> shared.offsetMillis() / 1_000.0);
        metrics.gauge("tollgate.nodes.live", "Nodes that share the limits", liveNodes, LiveNodes::count);
    }
}
