package io.tollgate.usage.wiring;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tollgate.usage.alerts.AlertLoop;
import io.tollgate.usage.budgets.BudgetLoop;
import io.tollgate.usage.ingest.Ingest;
import io.tollgate.usage.pricing.RateCardFeed;
import io.tollgate.usage.store.Schema;
import io.tollgate.usage.store.day.DayKeeper;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Starts in the right order: tables first, as soon as PostgreSQL is there, then rate cards and reading. */
@Singleton
final class Startup {

    private static final Logger LOG = Logger.getLogger(Startup.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Schema schema;
    private final DayKeeper days;
    private final Ingest ingest;
    private final RateCardFeed rateCards;
    private final BudgetLoop budgets;
    private final AlertLoop alerts;
    private final CountDownLatch stopping = new CountDownLatch(1);

    Startup(
            Schema schema,
            DayKeeper days,
            Ingest ingest,
            RateCardFeed rateCards,
            BudgetLoop budgets,
            AlertLoop alerts) {
        this.schema = schema;
        this.days = days;
        this.ingest = ingest;
        this.rateCards = rateCards;
        this.budgets = budgets;
        this.alerts = alerts;
    }

    void start(@Observes StartupEvent event) {
        Thread.ofPlatform().name("usage-start").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) {
        stopping.countDown();
        days.stop();
        alerts.stop();
        budgets.stop();
        rateCards.stop();
        ingest.stop();
    }

    private void run() {
        try {
            while (!migrated()) {
                if (stopping.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
            days.start();
            rateCards.start();
            ingest.start();
            budgets.start();
            alerts.start();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean migrated() {
        try {
            schema.migrate();
            return true;
        } catch (RuntimeException e) {
            LOG.warn("the store's tables are not ready, trying again", e);
            return false;
        }
    }
}
