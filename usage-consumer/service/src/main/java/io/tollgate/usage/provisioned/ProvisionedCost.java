package io.tollgate.usage.provisioned;

import io.tollgate.usage.amortisation.Method;
import io.tollgate.usage.report.Period;
import io.tollgate.usage.report.Snapshots;
import io.tollgate.usage.store.StoreUnavailableException;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Sums up what provisioned hours cost. Thread-safe. */
@Singleton
final class ProvisionedCost {

    private final Snapshots snapshots;

    ProvisionedCost(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    /**
     * What the hours that begin in {@code period} cost, as far as they have begun at {@code now}.
     *
     * @throws StoreUnavailableException when the store did not answer in time
     */
    ProvisionedReport report(Period period, Instant now, Method method) {
        Period begun = new Period(period.from(), period.to().isAfter(now) ? now : period.to());
        return snapshots.read("summing up provisioned hours", connection -> {
            var reader = new ProvisionedReader(connection, method, begun);
            return new ProvisionedReport(
                    period.from().toString(),
                    period.to().toString(),
                    method.wireName(),
                    reader.deployments(reader.lines()));
        });
    }
}
