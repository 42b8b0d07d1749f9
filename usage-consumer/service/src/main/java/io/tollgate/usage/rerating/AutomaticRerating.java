package io.tollgate.usage.rerating;

import io.tollgate.usage.config.PriceFeedConfig;
import io.tollgate.usage.pricing.CardListener;
import io.tollgate.usage.store.StoreUnavailableException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Prices the current UTC month anew when cards have changed: at once, and once more when every consumer knows the new cards,
 * since until then another may have priced by the old ones. Closed months are only looked at. Thread-safe.
 */
@Singleton
public final class AutomaticRerating implements CardListener {

    private static final Logger LOG = Logger.getLogger(AutomaticRerating.class);
    private static final String REASON = "rate cards changed";

    /** A batch that was priced just before another consumer learned of the cards has been written by then. */
    private static final Duration A_BATCH = Duration.ofSeconds(3);

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("rerating").factory());
    private final Rerater rerater;
    private final ClosedMonths closedMonths;
    private final InstantSource clock;
    private final Duration secondLook;
    private final PendingMonths soon = new PendingMonths();
    private final PendingMonths later = new PendingMonths();
    private final AtomicInteger looksToCome = new AtomicInteger();

    AutomaticRerating(Rerater rerater, ClosedMonths closedMonths, InstantSource clock, PriceFeedConfig feed) {
        this.rerater = rerater;
        this.closedMonths = closedMonths;
        this.clock = clock;
        secondLook = A_BATCH.plus(feed.interval().multipliedBy(2));
    }

    @Override
    public void changed(Set<String> models) {
        YearMonth month = YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
        schedule(soon, month, models, Duration.ZERO);
        schedule(later, month, models, secondLook);
    }

    /** Closed months in which a command would find something, as of the last look. */
    public List<YearMonth> due() {
        return closedMonths.due();
    }

    /** Whether a change of cards is still being applied, or looked at. */
    public boolean isUnderWay() {
        return looksToCome.get() > 0;
    }

    /** A command has adjusted something: looks again at the months that were due, soon. */
    void lookAgain() {
        submit(closedMonths::checkDue, Duration.ZERO);
    }

    @PreDestroy
    void stop() {
        worker.shutdownNow();
    }

    private void schedule(PendingMonths pending, YearMonth month, Set<String> models, Duration delay) {
        pending.add(month, models);
        submit(() -> work(pending), delay);
    }

    /** Whatever is left undone is tried again. */
    private void work(PendingMonths pending) {
        pending.take().forEach((month, models) -> {
            try {
                adjust(ReratingOrder.of(month, models, REASON));
                if (pending == later) {
                    closedMonths.check(month, models);
                }
            } catch (Rerater.BusyException | StoreUnavailableException e) {
                LOG.debugf("re-rating is tried again: %s", e.getMessage());
                schedule(pending, month, models, RETRY);
            }
        });
    }

    private void adjust(ReratingOrder order) {
        Difference found = rerater.adjust(order);
        found.id()
                .ifPresent(id -> LOG.infof(
                        "rerating=%d models=%s from=%s adjustments=%d",
                        id, order.models(), order.from(), found.rows()));
    }

    private void submit(Runnable task, Duration delay) {
        looksToCome.incrementAndGet();
        try {
            worker.schedule(() -> attempt(task), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            looksToCome.decrementAndGet();
            LOG.debug("stopping; the next start looks again");
        }
    }

    private void attempt(Runnable task) {
        try {
            task.run();
        } catch (StoreUnavailableException e) {
            LOG.debugf("looking for months to re-rate: %s", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("re-rating failed", e);
        } finally {
            looksToCome.decrementAndGet();
        }
    }
}
