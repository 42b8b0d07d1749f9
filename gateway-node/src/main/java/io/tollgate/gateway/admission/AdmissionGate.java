package io.tollgate.gateway.admission;

import io.tollgate.ledger.Allowance;
import io.tollgate.ledger.ReserveResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Decides whether a request may run: from what the node holds, else by the ledger, else, when that cannot be asked, by what
 * the limits say about it. Thread-safe.
 */
public final class AdmissionGate {

    private final LocalRegime local;
    private final ExactRegime exact;
    private final Fallback fallback;
    private final Headroom headroom;
    private final Consumer<Allowance> shadowDenied;

    /**
     * @param shadowDenied is told of each limit that only reports and would have refused
     */
    public AdmissionGate(
            LocalRegime local,
            ExactRegime exact,
            Fallback fallback,
            Headroom headroom,
            Consumer<Allowance> shadowDenied) {
        this.local = local;
        this.exact = exact;
        this.fallback = fallback;
        this.headroom = headroom;
        this.shadowDenied = shadowDenied;
    }

    /** The stage never fails. */
    public CompletionStage<Admission> admit(Demand demand) {
        if (demand.limits().isEmpty()) {
            return CompletableFuture.completedStage(new Admission.Granted(Unlimited.GRANT));
        }
        return local.tryAdmit(demand)
                .<CompletionStage<Admission>>map(
                        grant -> CompletableFuture.completedStage(new Admission.Granted(grant)))
                .orElseGet(() -> ask(demand));
    }

    private CompletionStage<Admission> ask(Demand demand) {
        if (fallback.holds(demand.account())) {
            return CompletableFuture.completedStage(decidedAlone(demand));
        }
        return exact.reserve(demand)
                .handle((result, failure) -> failure == null ? decided(demand, result) : decidedAlone(demand));
    }

    private Admission decidedAlone(Demand demand) {
        local.lastSeen(demand).ifPresent(seen -> fallback.observe(demand, seen));
        return fallback.decide(demand);
    }

    private Admission decided(Demand demand, ReserveResult result) {
        local.observe(demand, result.levels());
        headroom.observe(demand, result.levels());
        fallback.observe(demand, result.levels());
        result.shadowDenied().forEach(shadowDenied);
        return exact.admission(demand, result);
    }
}
