package io.tollgate.quota.tenants;

import io.tollgate.catalog.Tenant;
import io.tollgate.quota.crud.Fields;
import io.tollgate.quota.crud.ResourceDocument;
import io.tollgate.quota.limits.LimitDocument;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A tenant as administrators write it.
 *
 * @param id stable identifier
 * @param name for people
 * @param costCentre where finance books the cost
 * @param enabled true when absent
 * @param models names that the tenant may call; all when absent or empty
 * @param limits none when absent
 */
@Schema(name = "Tenant", description = "Who is billed and whose quota is counted")
public record TenantDocument(
        String id,
        @Schema(required = true) String name,
        @Schema(required = true) String costCentre,
        @Schema(defaultValue = "true") Boolean enabled,

        @Schema(description = "Model names that the tenant may call; all when absent or empty")
        List<String> models,

        List<LimitDocument> limits)
        implements ResourceDocument<Tenant, TenantDocument> {

    public static TenantDocument of(Tenant tenant) {
        return new TenantDocument(
                tenant.id(),
                tenant.name(),
                tenant.costCentre(),
                tenant.enabled(),
                tenant.models().stream().sorted().toList(),
                LimitDocument.of(tenant.limits()));
    }

    @Override
    public String identifier() {
        return id;
    }

    @Override
    public TenantDocument identifiedBy(String other) {
        return new TenantDocument(other, name, costCentre, enabled, models, limits);
    }

    @Override
    public Tenant toRecord() {
        return new Tenant(
                id,
                name,
                costCentre,
                enabled == null || enabled,
                Set.copyOf(Fields.texts(models, "models")),
                LimitDocument.toLimits(limits));
    }
}
