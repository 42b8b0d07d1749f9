package io.tollgate.usage.report;

import io.tollgate.usage.problem.InvalidParameterException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Something that reports can be grouped by, and most of them filtered by. */
public sealed interface Grouping permits Dimension, Tag {

    /** Its name in parameters and answers. */
    String parameter();

    /** Whether only single events know it, and sums by the hour do not. */
    boolean ofEvents();

    /** Whether reports can be filtered by it. */
    boolean filters();

    /** Its value as text: over a row {@code e} of events, a row {@code s} of series, or the instant {@code f.bucket}. */
    Sql sql();

    /** The same for capacity: over a row {@code f} of {@link Capacity} and its series {@code s}, if it has one. */
    Sql ofCapacity();

    /** The grouping of that name. */
    static Optional<Grouping> named(String parameter) {
        return Tag.named(parameter).or(() -> Dimension.named(parameter));
    }

    /**
     * The groupings of a comma-separated list, in its order.
     *
     * @throws InvalidParameterException naming {@code parameter}
     */
    static List<Grouping> list(String parameter, String text) {
        List<Grouping> groupings = new ArrayList<>();
        for (String name : text.split(",", -1)) {
            Grouping grouping = named(name.trim())
                    .orElseThrow(() -> new InvalidParameterException(
                            parameter, "must be a comma-separated list of " + Dimension.names() + ", tag:<name>"));
            if (groupings.contains(grouping)) {
                throw new InvalidParameterException(parameter, "names " + grouping.parameter() + " twice");
            }
            groupings.add(grouping);
        }
        return groupings;
    }
}
