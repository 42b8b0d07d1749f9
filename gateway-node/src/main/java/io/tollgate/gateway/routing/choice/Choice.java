package io.tollgate.gateway.routing.choice;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Tier;
import io.tollgate.gateway.catalog.CatalogIndex;
import java.util.List;

/**
 * What is to be chosen from.
 *
 * @param candidates those of the tier that may be called now and have not been chosen for this request; at least one
 */
public record Choice(CatalogIndex catalog, Tier tier, List<Deployment> candidates) {

    int weight(Deployment deployment) {
        return tier.weight(deployment.id());
    }
}
