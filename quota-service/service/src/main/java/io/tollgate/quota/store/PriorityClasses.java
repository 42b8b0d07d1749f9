package io.tollgate.quota.store;

import io.tollgate.catalog.PriorityClass;
import java.util.List;

/**
 * The priority classes, stored as one record since their order counts.
 *
 * @param classes most urgent first; the default ones when empty
 */
public record PriorityClasses(List<PriorityClass> classes) {

    /** The identifier of the only record there is. */
    public static final String ID = "priority-classes";

    public PriorityClasses {
        classes = classes == null || classes.isEmpty() ? PriorityClass.DEFAULT : List.copyOf(classes);
    }

    /** What applies when nothing is configured. */
    public static PriorityClasses usual() {
        return new PriorityClasses(List.of());
    }

    List<String> names() {
        return classes.stream().map(PriorityClass::name).toList();
    }
}
