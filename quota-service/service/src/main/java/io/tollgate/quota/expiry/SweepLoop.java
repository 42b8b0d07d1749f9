package io.tollgate.quota.expiry;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tollgate.quota.config.SweepSettings;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Sweeps at an interval, for as long as the service runs; a failed pass is logged once until one succeeds. */
@Singleton
public class SweepLoop {

    private static final Logger LOGGER = Logger.getLogger(SweepLoop.class);

    private final Sweeper sweeper;
    private final SweepSettings settings;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("expiry").daemon().factory());
    private boolean failing;

    public SweepLoop(Sweeper sweeper, SweepSettings settings) {
        this.sweeper = sweeper;
        this.settings = settings;
    }

    void start(@Observes StartupEvent event) {
        long millis = settings.interval().toMillis();
        timer.scheduleWithFixedDelay(this::sweep, millis, millis, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    private void sweep() {
        try {
            sweeper.sweep();
            failing = false;
        } catch (RuntimeException e) {
            if (!failing && !timer.isShutdown()) {
                LOGGER.warnf(
                        "overdue reservations were not ended: %s; it is tried again every %s", e, settings.interval());
            }
            failing = true;
        }
    }
}
