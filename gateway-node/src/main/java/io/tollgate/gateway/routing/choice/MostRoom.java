package io.tollgate.gateway.routing.choice;

import io.tollgate.catalog.Deployment;
import java.util.ArrayList;

/**
 * The least used part of its capacity, by what backends say of themselves; among those within two per cent of it, the least busy. While
 * that is unknown of one of them nothing can be compared, and the least busy serves, which is how it becomes known.
 */
final class MostRoom implements Chooser {

    private static final double NO_DIFFERENCE = 0.02;

    private final Sight sight;
    private final LeastBusy leastBusy;

    MostRoom(Sight sight) {
        this.sight = sight;
        this.leastBusy = new LeastBusy(sight);
    }

    @Override
    public Deployment first(Choice choice) {
        return leastBusy.first(roomiest(choice));
    }

    @Override
    public Deployment then(Choice choice) {
        return leastBusy.then(roomiest(choice));
    }

    private Choice roomiest(Choice choice) {
        double least = Double.POSITIVE_INFINITY;
        for (Deployment candidate : choice.candidates()) {
            double utilisation = sight.utilisation(candidate.id());
            if (utilisation < 0) {
                return choice;
            }
            least = Math.min(least, utilisation);
        }
        var best = new ArrayList<Deployment>(choice.candidates().size());
        for (Deployment candidate : choice.candidates()) {
            double utilisation = sight.utilisation(candidate.id());
            if (utilisation <= least + NO_DIFFERENCE) {
                best.add(candidate);
            }
        }
        return best.isEmpty() ? choice : new Choice(choice.catalog(), choice.tier(), best);
    }
}
