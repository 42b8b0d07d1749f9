package io.tollgate.quota.tenants;

import io.tollgate.catalog.Tenant;
import io.tollgate.quota.crud.Fields;
import io.tollgate.quota.crud.ResourceDocument;
import io.tollgate.quota.limits.LimitDocument;
import java.util.List;
import java.util.Optional;
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
 * @param deniedModels names that it may not call; none when absent
 * @param limits none when absent
 * @param product none when absent
 * @param timeZone UTC when absent
 * @param priority none in particular when absent
 */
@Schema(name = "Tenant", description = "Who is billed and whose quota is counted")
public record TenantDocument(
        String id,
        @Schema(required = true) String name,
        @Schema(required = true) String costCentre,
        @Schema(defaultValue = "true") Boolean enabled,

        @Schema(description = "Model names that the tenant may call; all when absent or empty")
        List<String> models,

        @Schema(description = "Model names that the tenant may not call, even where 'models' has them")
        List<String> deniedModels,

        List<LimitDocument> limits,

        @Schema(description = "The group of tenants that it belongs to, whose limits hold as well")
        String product,

        @Schema(
                defaultValue = "UTC",
                examples = "Europe/Berlin",
                description = "In which periods of its and its keys' limits begin and end")
        String timeZone,

        @Schema(description = "The most urgent priority class that its requests may have")
        String priority)
        implements ResourceDocument<Tenant, TenantDocument> {

    public static TenantDocument of(Tenant tenant) {
        return new TenantDocument(
                tenant.id(),
                tenant.name(),
                tenant.costCentre(),
                tenant.enabled(),
                tenant.models().stream().sorted().toList(),
                tenant.deniedModels().stream().sorted().toList(),
                LimitDocument.of(tenant.limits()),
                tenant.product().orElse(null),
                tenant.timeZone(),
                tenant.priority().orElse(null));
    }

    @Override
    public String identifier() {
        return id;
    }

    @Override
    public TenantDocument identifiedBy(String other) {
        return new TenantDocument(
                other, name, costCentre, enabled, models, deniedModels, limits, product, timeZone, priority);
    }

    @Override
    public Tenant toRecord() {
        return new Tenant(
                id,
                name,
                costCentre,
                enabled == null || enabled,
                Set.copyOf(Fields.texts(models, "models")),
                Set.copyOf(Fields.texts(deniedModels, "deniedModels")),
                LimitDocument.toLimits(limits),
                Optional.ofNullable(product),
                timeZone,
                Optional.ofNullable(priority));
    }
}
