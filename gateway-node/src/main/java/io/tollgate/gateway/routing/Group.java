package io.tollgate.gateway.routing;

import io.tollgate.catalog.Tier;
import io.tollgate.gateway.routing.choice.Chooser;
import java.util.List;

/**
 * Deployments that a plan asks about together: a tier, or one that an administrator has put before all tiers.
 *
 * @param tier the tier that they stand in
 */
record Group(Tier tier, List<String> deployments, Chooser chooser) {}
