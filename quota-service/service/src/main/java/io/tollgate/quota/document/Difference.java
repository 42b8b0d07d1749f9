package io.tollgate.quota.document;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What applying a document changed, or would change.
 *
 * @param version the catalog's version afterwards
 * @param dryRun whether nothing was applied
 * @param changed whether anything differs
 * @param tenants absent when the document has no such section, as are the others
 */
@Schema(description = "What applying a document changed, or would change")
public record Difference(
        long version,
        boolean dryRun,
        boolean changed,
        Section tenants,
        Section products,
        Section priorityClasses,
        Section deployments,
        Section routes,
        Section prices,
        Section budgets) {

    Difference at(long newVersion, boolean rehearsed) {
        return new Difference(
                newVersion,
                rehearsed,
                isChange(),
                tenants,
                products,
                priorityClasses,
                deployments,
                routes,
                prices,
                budgets);
    }

    private boolean isChange() {
        return Stream.of(tenants, products, priorityClasses, deployments, routes, prices, budgets)
                .filter(Objects::nonNull)
                .anyMatch(section -> !section.isEmpty());
    }

    /**
     * Changes of one type of record, by identifier.
     *
     * @param created new ones
     * @param updated those whose fields differ
     * @param deleted those that the document does not name
     * @param disabled tenants that the document does not name: disabled, not deleted, since their keys and history stay
     * @param unchanged how many are as the document says
     */
    public record Section(
            List<String> created, List<Update> updated, List<String> deleted, List<String> disabled, int unchanged) {

        boolean isEmpty() {
            return created.isEmpty() && updated.isEmpty() && deleted.isEmpty() && disabled.isEmpty();
        }
    }

    /**
     * A record that differs.
     *
     * @param id which
     * @param fields the names of the fields that differ
     */
    public record Update(String id, List<String> fields) {}
}
