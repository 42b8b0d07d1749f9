package io.tollgate.gateway.admission;

import io.tollgate.ledger.Level;
import java.util.List;

/** Decides while the ledger cannot be asked, by what each limit says about that. Thread-safe; never blocks. */
public interface Fallback {

    Admission decide(Demand demand);

    /**
     * Whether it goes on deciding for an account although the ledger can be asked again, because what it let through has
     * not been charged yet.
     */
    default boolean holds(String account) {
        return false;
    }

    /** The ledger said this when it decided the demand: how far each limit is, in the order of the demand's limits. */
    default void observe(Demand demand, List<Level> levels) {
        // Nothing is learned.
    }

    /** The ledger said this when it last renewed what the node holds of the demand's limits. */
    default void observe(Demand demand, LocalRegime.LastSeen seen) {
        // Nothing is learned.
    }

    /** Every limit is closed. */
    Fallback CLOSED = demand -> new Admission.Unavailable(1_000, 503);
}
