package io.tollgate.simulator.deployment;

import io.tollgate.simulator.config.FaultConfig;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Which fault strikes a request. Counts run from when the faults were configured. Not safe for many threads. */
final class FaultPlan {
    private List<FaultConfig> faults = List.of();
    private int[] struck = new int[0];

    void use(List<FaultConfig> configured) {
        if (configured != faults) {
            faults = configured;
            struck = new int[configured.size()];
        }
    }

    Optional<FaultConfig> next(RandomGenerator random) {
        for (int i = 0; i < faults.size(); i++) {
            FaultConfig fault = faults.get(i);
            boolean left = fault.count() == null || struck[i] < fault.count();
            if (left && (fault.probability() >= 1 || random.nextDouble() < fault.probability())) {
                struck[i]++;
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
