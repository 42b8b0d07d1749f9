package io.tollgate.gateway.admission;

/** Decides while the ledger cannot be asked, by what each limit says about that. Thread-safe; never blocks. */
public interface Fallback {

    Admission decide(Demand demand);

    /** Every limit is closed. */
    Fallback CLOSED = demand -> new Admission.Unavailable(1_000);
}
