package io.tollgate.gateway.admission.lease;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tollgate.catalog.Limit;
import io.tollgate.catalog.LimitKind;
import io.tollgate.gateway.admission.Consumption;
import io.tollgate.gateway.admission.Demand;
import io.tollgate.gateway.admission.Grant;
import io.tollgate.gateway.model.RequestId;
import io.tollgate.ledger.Allowance;
import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.Debit;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.Reservation;
import io.tollgate.ledger.ReservationId;
import io.tollgate.ledger.limits.ApplicableLimit;
import io.tollgate.ledger.memory.InMemoryLedger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One node over a ledger in memory, on a clock that the test moves. */
final class LeaseGround {

    static final String ACCOUNT = "acme";

    final VirtualTime time = new VirtualTime();
    final Ledger ledger = new InMemoryLedger(time);
    final WatchedLedger watched = new WatchedLedger(ledger);
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final LeaseRegime regime = new LeaseRegime(watched.ledger(), time, time::millis, registry, "node1");
    private long requests;

    static ApplicableLimit tokens(long perMinute, long burst) {
        var limit = new Limit(LimitKind.TOKENS_PER_MINUTE, perMinute, burst);
        return new ApplicableLimit(limit, "tenant:tokens-per-minute", new Bucket("tokens", perMinute, burst));
    }

    static ApplicableLimit requests(long perMinute) {
        var limit = Limit.of(LimitKind.REQUESTS_PER_MINUTE, perMinute);
        return new ApplicableLimit(limit, "tenant:requests-per-minute", new Bucket("requests", perMinute, perMinute));
    }

    static Consumption used(long tokens) {
        return new Consumption(tokens, 0);
    }

    Demand demand(long amount, ApplicableLimit... limits) {
        var amounts = new ArrayList<Long>();
        for (ApplicableLimit limit : limits) {
            amounts.add(new Consumption(amount, amount).of(limit));
        }
        return new Demand(ACCOUNT, new RequestId("request-" + requests++), List.of(limits), amounts);
    }

    /** What the gate does when nothing is held: the ledger decides, and the request ends at once. */
    void exactly(Demand demand) {
        var debits = new ArrayList<Debit>();
        for (int i = 0; i < demand.limits().size(); i++) {
            debits.add(new Debit(
                    demand.limits().get(i).allowance(), demand.amounts().get(i)));
        }
        var id = new ReservationId(demand.id().value());
        var result = ledger.reserve(new Reservation(ACCOUNT, id, debits, Duration.ofMinutes(1)))
                .toCompletableFuture()
                .join();
        ledger.release(ACCOUNT, id);
        regime.observe(demand, result.levels());
    }

    /** Enough requests for a lease, if the limits allow one, which has been opened when this returns. */
    void becomeBusy(long amount, ApplicableLimit... limits) {
        for (int i = 0; i < 8; i++) {
            Demand demand = demand(amount, limits);
            if (regime.tryAdmit(demand).map(LeaseGround::ended).isEmpty()) {
                exactly(demand);
            }
            time.pass(200);
        }
    }

    private static Grant ended(Grant grant) {
        grant.release();
        return grant;
    }

    Optional<Grant> admit(long amount, ApplicableLimit... limits) {
        return regime.tryAdmit(demand(amount, limits));
    }

    long available(Allowance allowance) {
        return state(allowance).levels().getFirst().available();
    }

    long open() {
        return state(new Bucket("other", 1, 1)).openLeases();
    }

    double live() {
        return registry.get("tollgate.lease.accounts").gauge().value();
    }

    double switches(String to) {
        return registry.get("tollgate.lease.switches").tag("to", to).counter().count();
    }

    double renewals(String result) {
        return registry.get("tollgate.lease.renewals")
                .tag("result", result)
                .counter()
                .count();
    }

    private Ledger.AccountState state(Allowance allowance) {
        return ledger.inspect(ACCOUNT, List.of(allowance)).toCompletableFuture().join();
    }
}
