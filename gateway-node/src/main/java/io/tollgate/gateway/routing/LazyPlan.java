package io.tollgate.gateway.routing;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.backend.CapacityType;
import io.tollgate.gateway.catalog.CatalogIndex;
import io.tollgate.gateway.model.RoutePlan;
import io.tollgate.gateway.routing.breaker.Entry;
import io.tollgate.gateway.routing.choice.Choice;
import io.tollgate.gateway.routing.state.Deployments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Goes from group to group, and asks in each who may be called at that moment. Who waits to be tried again is tried first: one request, which
 * goes on elsewhere if it fails.
 */
final class LazyPlan implements RoutePlan {

    private final CatalogIndex catalog;
    private final List<Group> groups;
    private final Deployments deployments;
    private final List<String> given = new ArrayList<>(2);
    private int group;
    private boolean isGroupBegun;
    private long roomInMillis = Long.MAX_VALUE;
    private Deployment trying;
    private Deployment resting;
    private Entry.Probe probe;

    LazyPlan(CatalogIndex catalog, List<Group> groups, Deployments deployments) {
        this.catalog = catalog;
        this.groups = groups;
        this.deployments = deployments;
    }

    @Override
    public Optional<Deployment> next() {
        giveBack();
        while (group < groups.size()) {
            Deployment found = ofGroup(groups.get(group));
            if (found != null) {
                given.add(found.id());
                return Optional.of(found);
            }
            group++;
            isGroupBegun = false;
        }
        return Optional.empty();
    }

    @Override
    public long roomInMillis() {
        return roomInMillis == Long.MAX_VALUE ? 0 : roomInMillis;
    }

    @Override
    public Optional<Deployment> resting() {
        return Optional.ofNullable(resting);
    }

    /** The one that was to be tried has not been called, for want of room: others may try it. */
    private void giveBack() {
        if (probe != null) {
            deployments.of(trying).breaker().giveBack(probe);
            probe = null;
        }
    }

    private Deployment ofGroup(Group asked) {
        var free = new ArrayList<Deployment>(asked.deployments().size());
        for (String id : asked.deployments()) {
            Deployment deployment = catalog.deployment(id);
            if (deployment.enabled() && !given.contains(id)) {
                switch (deployments
                        .of(deployment)
                        .breaker()
                        .enter(deployment.handling().breaker())) {
                    case Entry.Free ignored -> free.add(deployment);
                    case Entry.Resting rest -> {
                        roomInMillis = Math.min(roomInMillis, rest.millis());
                        if (resting == null && deployment.capacity() == CapacityType.PTU) {
                            resting = deployment;
                        }
                    }
                    case Entry.Shut shut -> {}
                    case Entry.Probe handedOut -> {
                        probe = handedOut;
                        trying = deployment;
                        return deployment;
                    }
                }
            }
        }
        return free.isEmpty() ? null : choose(asked, new Choice(catalog, asked.tier(), free));
    }

    private Deployment choose(Group asked, Choice choice) {
        boolean isFirst = !isGroupBegun;
        isGroupBegun = true;
        return isFirst ? asked.chooser().first(choice) : asked.chooser().then(choice);
    }
}
