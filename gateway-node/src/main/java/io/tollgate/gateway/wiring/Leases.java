package io.tollgate.gateway.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import io.tollgate.gateway.admission.LocalRegime;
import io.tollgate.gateway.admission.lease.LeaseRegime;
import io.tollgate.gateway.config.GatewaySettings;
import io.tollgate.ledger.Ledger;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What this node holds of limits that are far, if it is to hold anything. */
final class Leases {

    private static final Duration LONGEST_RETURN = Duration.ofSeconds(1);

    private final Optional<LeaseRegime> regime;

    Leases(Ledger ledger, Vertx vertx, MeterRegistry registry, GatewaySettings.Lease settings) {
        regime = settings.enabled()
                ? Optional.of(new LeaseRegime(
                        ledger,
                        (millis, task) -> vertx.setTimer(millis, timer -> task.run()),
                        Clocks.monotonicMillis(),
                        registry,
                        UUID.randomUUID().toString().replace("-", "")))
                : Optional.empty();
    }

    LocalRegime regime() {
        return regime.<LocalRegime>map(leases -> leases).orElse(LocalRegime.NONE);
    }

    /** Gives everything back. What the ledger does not take in time expires there, and counts as used. */
    void giveBack() {
        if (regime.isEmpty()) {
            return;
        }
        var returned = new CountDownLatch(1);
        regime.get().close().whenComplete((nothing, failure) -> returned.countDown());
        try {
            returned.await(LONGEST_RETURN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
