package io.tollgate.quota.document;

import io.tollgate.quota.budgets.BudgetDocument;
import io.tollgate.quota.deployments.DeploymentDocument;
import io.tollgate.quota.prices.PriceDocument;
import io.tollgate.quota.priorities.PriorityClassDocument;
import io.tollgate.quota.products.ProductDocument;
import io.tollgate.quota.routes.RouteDocument;
import io.tollgate.quota.tenants.TenantDocument;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The catalog without its secrets. A section that is present says what there is to be; one that is absent says nothing.
 */
@Schema(name = "Catalog", description = "Sections that are present say what there is to be; absent ones say nothing")
public record CatalogDocument(
        List<TenantDocument> tenants,
        List<ProductDocument> products,

        @Schema(description = "The most urgent first; the default ones when empty")
        List<PriorityClassDocument> priorityClasses,

        List<DeploymentDocument> deployments,
        List<RouteDocument> routes,
        List<PriceDocument> prices,
        List<BudgetDocument> budgets) {}
