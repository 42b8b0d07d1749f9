package io.tollgate.gateway.admission.lease;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** How often the node leases, and how that goes. Thread-safe. */
final class LeaseMetrics {

    private final AtomicInteger live = new AtomicInteger();
    private final Counter toLease;
    private final Counter toExact;
    private final Counter renewed;
    private final Counter refused;
    private final Counter lost;
    private final Counter failed;

    LeaseMetrics(MeterRegistry registry) {
        Gauge.builder("tollgate.lease.accounts", live, AtomicInteger::get)
                .description("Sets of limits that this node admits for from blocks of its own")
                .register(registry);
        toLease = switches(registry, "lease");
        toExact = switches(registry, "exact");
        renewed = renewals(registry, "ok");
        refused = renewals(registry, "refused");
        lost = renewals(registry, "lost");
        failed = renewals(registry, "failed");
    }

    void leasing() {
        live.incrementAndGet();
        toLease.increment();
    }

    void exact() {
        live.decrementAndGet();
        toExact.increment();
    }

    void renewed(boolean wasLost, boolean inFull) {
        Counter result = inFull ? renewed : refused;
        (wasLost ? lost : result).increment();
    }

    void failed() {
        failed.increment();
    }

    private static Counter switches(MeterRegistry registry, String to) {
        return Counter.builder("tollgate.lease.switches")
                .description("Switches between leases and one reservation for each request")
                .tag("to", to)
                .register(registry);
    }

    private static Counter renewals(MeterRegistry registry, String result) {
        return Counter.builder("tollgate.lease.renewals")
                .description("Renewals of leases by how they ended")
                .tag("result", result)
                .register(registry);
    }
}
