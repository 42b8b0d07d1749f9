package io.tollgate.gateway.admission.lease;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tollgate.gateway.admission.Consumption;
import io.tollgate.gateway.admission.Demand;
import io.tollgate.gateway.admission.Grant;
import io.tollgate.gateway.admission.LocalRegime;
import io.tollgate.ledger.Debit;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.Reservation;
import io.tollgate.ledger.ReservationId;
import io.tollgate.ledger.ReserveResult;
import io.tollgate.ledger.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;

/** A node with leases, and one reservation for each request that they do not cover. It can die. */
final class SimulatedNode {

    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final WatchedLedger watched;
    long fromLease;
    private final VirtualTime time;
    private final Ledger ledger;
    private final LocalRegime regime;
    private boolean dead;

    SimulatedNode(VirtualTime time, Ledger shared, String processId, boolean leases) {
        this.time = time;
        watched = new WatchedLedger(shared);
        ledger = watched.ledger();
        var regimeOfLeases = new LeaseRegime(ledger, this::after, time::millis, registry, processId);
        regime = leases ? regimeOfLeases : LocalRegime.NONE;
    }

    /** Nothing that it meant to do happens any more. */
    void die() {
        dead = true;
    }

    /** Returns whether it was admitted; it ends by itself. */
    boolean request(Demand demand, long usedTokens, long durationMillis) {
        var used = new Consumption(usedTokens, 0);
        Optional<Grant> grant = regime.tryAdmit(demand);
        if (grant.isPresent()) {
            fromLease++;
            after(durationMillis, () -> grant.get().settle(used));
            return true;
        }
        var debits = new ArrayList<Debit>();
        var usages = new ArrayList<Usage>();
        for (int i = 0; i < demand.limits().size(); i++) {
            var limit = demand.limits().get(i);
            debits.add(new Debit(limit.allowance(), demand.amounts().get(i)));
            usages.add(new Usage(limit.allowance(), used.of(limit)));
        }
        var id = new ReservationId(demand.id().value());
        ReserveResult result = ledger.reserve(new Reservation(demand.account(), id, debits, Duration.ofSeconds(30)))
                .toCompletableFuture()
                .join();
        regime.observe(demand, result.levels());
        if (result instanceof ReserveResult.Granted) {
            after(durationMillis, () -> ledger.settle(demand.account(), id, usages));
            return true;
        }
        return false;
    }

    double switches(String to) {
        return registry.get("tollgate.lease.switches").tag("to", to).counter().count();
    }

    private void after(long millis, Runnable task) {
        time.after(millis, () -> {
            if (!dead) {
                task.run();
            }
        });
    }
}
