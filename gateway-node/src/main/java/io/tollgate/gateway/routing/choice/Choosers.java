package io.tollgate.gateway.routing.choice;

import io.tollgate.catalog.Tier;
import io.tollgate.catalog.routing.Strategy;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** The strategies of all tiers, with whose turn it is in each. Thread-safe; one for each tier of the catalog's routes. */
public final class Choosers {

    private final Sight sight;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final ConcurrentHashMap<Place, Seat> seats = new ConcurrentHashMap<>();

    /**
     * @param clock the node's wall clock, for prices
     * @param random thread-safe
     */
    public Choosers(Sight sight, InstantSource clock, RandomGenerator random) {
        this.sight = sight;
        this.clock = clock;
        this.random = random;
    }

    private record Place(String route, int tier) {}

    private record Seat(Tier tier, Chooser chooser) {}

    /** The chooser of a route's tier; a new one when the tier has changed. */
    public Chooser of(String route, int index, Tier tier) {
        var place = new Place(route, index);
        Seat seat = seats.get(place);
        if (seat == null || !seat.tier.equals(tier)) {
            seat = seats.compute(
                    place,
                    (where, there) ->
                            there != null && there.tier.equals(tier) ? there : new Seat(tier, create(tier.strategy())));
        }
        return seat.chooser;
    }

    /** Forgets all other routes. */
    public void keep(Set<String> routes) {
        seats.keySet().removeIf(place -> !routes.contains(place.route));
    }

    private Chooser create(Strategy strategy) {
        return switch (strategy) {
            case ROUND_ROBIN -> new TakingTurns(false);
            case WEIGHTED -> new TakingTurns(true);
            case LATENCY -> new Fastest(sight, random);
            case LEAST_BUSY -> new LeastBusy(sight);
            case UTILISATION -> new MostRoom(sight);
            case COST -> new Cheapest(clock);
        };
    }
}
