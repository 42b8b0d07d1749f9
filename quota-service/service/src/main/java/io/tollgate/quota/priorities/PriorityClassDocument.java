package io.tollgate.quota.priorities;

import io.tollgate.catalog.PriorityClass;
import io.tollgate.quota.crud.Fields;
import io.tollgate.quota.store.PriorityClasses;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A priority class as administrators write it.
 *
 * @param aliases none when absent
 * @param maxWaitMillis 0 when absent
 */
@Schema(name = "PriorityClass", description = "How urgent a request is")
public record PriorityClassDocument(
        @Schema(required = true, description = "As in x-priority and ?priority=")
        String name,

        @Schema(description = "Further names that requests may use")
        List<String> aliases,

        @Schema(description = "How long a request may wait for a limit", defaultValue = "0", maximum = "60000")
        Long maxWaitMillis) {

    public static List<PriorityClassDocument> of(PriorityClasses classes) {
        return classes.classes().stream()
                .map(one -> new PriorityClassDocument(
                        one.name(), one.aliases().stream().sorted().toList(), one.maxWaitMillis()))
                .toList();
    }

    /** The classes, the default ones when the list is empty; the position of one at fault is in the field's name. */
    public static PriorityClasses toClasses(List<PriorityClassDocument> documents) {
        return new PriorityClasses(Fields.each(documents, "priorityClasses", PriorityClassDocument::toClass));
    }

    private PriorityClass toClass() {
        return new PriorityClass(
                name, Set.copyOf(Fields.texts(aliases, "aliases")), maxWaitMillis == null ? 0 : maxWaitMillis);
    }
}
