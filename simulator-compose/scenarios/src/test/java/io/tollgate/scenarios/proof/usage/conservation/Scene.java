package io.tollgate.scenarios.proof.usage.conservation;

import io.tollgate.scenarios.calls.Bodies;
import io.tollgate.scenarios.stand.Backend;
import io.tollgate.scenarios.stand.Limit;
import io.tollgate.scenarios.stand.RouteDraft;
import io.tollgate.scenarios.stand.Stand;
import io.tollgate.scenarios.stand.Tenant;
import io.tollgate.scenarios.stand.TieredRoute;
import io.tollgate.scenarios.stand.watch.UsageTopic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tenants and routes of the proof, and a backend that fails. Closing it takes the routes away.
 *
 * @param tenants whose limits are ample
 * @param refused who has used up its limit after a few requests
 * @param routes where requests go
 * @param trouble what makes the preferred deployment of one route fail
 */
record Scene(List<Tenant> tenants, Tenant refused, Routes routes, Backend.Change trouble) implements AutoCloseable {

    private static final String FAILS_OFTEN = "ptu-1";
    private static final List<String> WELL = List.of("payg-1", "payg-2");

    /**
     * Three models.
     *
     * @param steady two deployments in turn
     * @param failing one that often fails is preferred to the two
     * @param spoilt one, for requests that ask to go wrong
     */
    record Routes(TieredRoute steady, TieredRoute failing, TieredRoute spoilt) {}

    static Scene make(Stand stand) {
        var administration = stand.administration();
        Limit[] ample = {Limit.tokens(50_000_000, 50_000_000), Limit.requests(600_000, 600_000)};
        List<Tenant> tenants =
                List.of(administration.newTenant("north", ample), administration.newTenant("south", ample));
        Tenant refused = administration.newTenant("refused", Limit.requests(10, 10));
        var routes = new Routes(
                draft(stand, WELL).tier("payg-1", "payg-2").open(),
                draft(stand, List.of(FAILS_OFTEN, "payg-1", "payg-2"))
                        .tier(FAILS_OFTEN)
                        .tier("payg-1", "payg-2")
                        .open(),
                draft(stand, List.of("payg-2")).tier("payg-2").open());
        var trouble = stand.backends()
                .named(FAILS_OFTEN)
                .change(
                        Bodies.CHAT_MODEL,
                        Map.of(
                                "faults",
                                List.of(
                                        Map.of("kind", "status", "status", 503, "probability", 0.15),
                                        Map.of("kind", "reset", "probability", 0.1),
                                        Map.of("kind", "cut", "afterChunks", 1, "probability", 0.1))));
        return new Scene(tenants, refused, routes, trouble);
    }

    private static RouteDraft draft(Stand stand, List<String> backends) {
        var draft = stand.administration().newRoute();
        backends.forEach(
                name -> draft.deployment(name, stand.backends().named(name).url(), Bodies.CHAT_MODEL));
        return draft;
    }

    /** The ids of all tenants. */
    Set<String> tenantIds() {
        return Stream.concat(tenants.stream(), Stream.of(refused))
                .map(Tenant::id)
                .collect(Collectors.toSet());
    }

    /** The keys of their events; one that was not recognised has none. */
    Set<String> keys() {
        return Stream.concat(tenantIds().stream(), Stream.of(UsageTopic.NOBODY)).collect(Collectors.toSet());
    }

    /** The backend behind each deployment, by the deployment's id. */
    Map<String, String> backends() {
        Map<String, String> names = new HashMap<>();
        WELL.forEach(name -> names.put(routes.steady().id(name), name));
        WELL.forEach(name -> names.put(routes.failing().id(name), name));
        names.put(routes.failing().id(FAILS_OFTEN), FAILS_OFTEN);
        names.put(routes.spoilt().id("payg-2"), "payg-2");
        return names;
    }

    @Override
    public void close() {
        trouble.close();
        routes.steady().close();
        routes.failing().close();
        routes.spoilt().close();
    }
}
