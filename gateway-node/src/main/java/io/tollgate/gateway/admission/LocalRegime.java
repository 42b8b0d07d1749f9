package io.tollgate.gateway.admission;

import io.tollgate.ledger.Level;
import java.util.List;
import java.util.Optional;

/** Admits from what this node holds already, without asking anybody. Thread-safe; never blocks. */
public interface LocalRegime {

    /** A grant when the node holds enough of every limit that the demand names, else nothing is taken. */
    Optional<Grant> tryAdmit(Demand demand);

    /** The ledger said this when it decided the demand: how far each limit is, in the order of the demand's limits. */
    void observe(Demand demand, List<Level> levels);

    /** What the ledger last said of the demand's limits when it renewed what the node holds; empty when it holds nothing. */
    default Optional<LastSeen> lastSeen(Demand demand) {
        return Optional.empty();
    }

    /**
     * @param levels of the demand's limits, in their order
     * @param atMillis monotonic
     */
    record LastSeen(List<Level> levels, long atMillis) {}

    /** Holds nothing, ever. */
    LocalRegime NONE = new LocalRegime() {
        @Override
        public Optional<Grant> tryAdmit(Demand demand) {
            return Optional.empty();
        }

        @Override
        public void observe(Demand demand, List<Level> levels) {
            // Nothing is learned.
        }
    };
}
