package io.tollgate.gateway.admission.priority;

import io.tollgate.catalog.PriorityClass;
import io.tollgate.catalog.Route;
import io.tollgate.gateway.model.Caller;
import io.tollgate.gateway.model.Priority;
import java.util.List;
import java.util.Optional;

/**
 * A request is in the class that its key has, else its tenant, else its route, else in the usual one; it may ask for a
 * less urgent one. Names that no class has, configured or asked for, count as absent.
 */
public final class PriorityRules {

    /** The class of requests for which nothing is configured; the middle one where no class has this name. */
    static final String USUAL = "standard";

    private PriorityRules() {}

    /**
     * @param classes most urgent first, at least one
     * @param asked what the request asks for
     */
    public static Priority of(List<PriorityClass> classes, Caller caller, Route route, Optional<String> asked) {
        int allowed = rank(classes, caller.key().priority());
        if (allowed < 0) {
            allowed = rank(classes, caller.tenant().priority());
        }
        if (allowed < 0) {
            allowed = rank(classes, route.priority());
        }
        if (allowed < 0) {
            allowed = rank(classes, Optional.of(USUAL));
        }
        if (allowed < 0) {
            allowed = classes.size() / 2;
        }
        int rank = Math.max(allowed, rank(classes, asked));
        return new Priority(rank, classes.get(rank));
    }

    /** Negative when there is no such class. */
    private static int rank(List<PriorityClass> classes, Optional<String> name) {
        if (name.isEmpty()) {
            return -1;
        }
        for (int i = 0; i < classes.size(); i++) {
            if (classes.get(i).isNamed(name.get())) {
                return i;
            }
        }
        return -1;
    }
}
