package io.tollgate.gateway.admission.waiting;

import io.tollgate.gateway.admission.Admission;
import io.tollgate.gateway.admission.Demand;
import java.util.concurrent.CompletionStage;

/** The way to the gate, on which a request may have to wait. Thread-safe. */
public interface Entrance {

    /** The stage never fails, and completes within the patience and one decision of the gate. */
    CompletionStage<Admission> enter(Demand demand, Patience patience);

    /** A request of this account has ended and is about to give back what it held. */
    void gaveBack(String account);
}
