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
 * Prices the current UTC month anew when cards have changed: at once, and once more when nobody writes any more what was priced
 * by the older ones. Closed months are only looked at, by another thread, since there may be many. Thread-safe.
 */
@Singleton
public final class AutomaticRerating implements CardListener {

    private static final Logger LOG = Logger.getLogger(AutomaticRerating.class);
    private static final String REASON = "rate cards changed";
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final int INTERVALS_BETWEEN_LOOKS = 10;

    private final ScheduledExecutorService worker = thread("rerating");
    private final ScheduledExecutorService looker = thread("closed-months");
    private final Rerater rerater;
    private final ClosedMonths closedMonths;
    private final InstantSource clock;
    private final Duration secondLook;
    private final PendingMonths soon = new PendingMonths();
    private final PendingMonths closed = new PendingMonths();
    private final AtomicInteger tasks = new AtomicInteger();

    AutomaticRerating(Rerater rerater, ClosedMonths closedMonths, InstantSource clock, PriceFeedConfig feed) {
        this.rerater = rerater;
        this.closedMonths = closedMonths;
        this.clock = clock;
        secondLook = feed.secondLook();
        long pause = feed.interval().multipliedBy(INTERVALS_BETWEEN_LOOKS).toMillis();
        looker.scheduleWithFixedDelay(() -> attempt(closedMonths::checkAgain), pause, pause, TimeUnit.MILLISECONDS);
    }

    @Override
    public void changed(Set<String> models) {
        YearMonth month = YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
        soon.add(month, models);
        submit(worker, this::adjustSoon, Duration.ZERO);
        adjustLater(month, models, secondLook);
    }

    /** Closed months in which a command would find something, as of the last look. */
    public List<YearMonth> due() {
        return closedMonths.due();
    }

    /** Whether a change of cards is still being applied, or looked at. */
    public boolean isUnderWay() {
        return tasks.get() > 0;
    }

    /** A command has adjusted something: looks again at the months that were due, soon. */
    void lookAgain() {
        submit(looker, closedMonths::checkAgain, Duration.ZERO);
    }

    @PreDestroy
    void stop() {
        worker.shutdownNow();
        looker.shutdownNow();
    }

    /** Whatever is left undone is tried again. */
    private void adjustSoon() {
        soon.take().forEach((month, models) -> {
            if (!adjusted(month, models)) {
                soon.add(month, models);
                submit(worker, this::adjustSoon, RETRY);
            }
        });
    }

    /** Each change has a second look of its own: another's would come too early for it. */
    private void adjustLater(YearMonth month, Set<String> models, Duration delay) {
        submit(
                worker,
                () -> {
                    if (adjusted(month, models)) {
                        closed.add(month, models);
                        submit(looker, this::checkClosed, Duration.ZERO);
                    } else {
                        adjustLater(month, models, RETRY);
                    }
                },
                delay);
    }

    private void checkClosed() {
        closed.take().forEach((month, models) -> {
            try {
                closedMonths.check(month, models);
            } catch (StoreUnavailableException e) {
                LOG.debugf("closed months are looked at again: %s", e.getMessage());
                closed.add(month, models);
                submit(looker, this::checkClosed, RETRY);
            }
        });
    }

    private boolean adjusted(YearMonth month, Set<String> models) {
        try {
            Difference found = rerater.adjust(ReratingOrder.of(month, models, REASON));
            found.id()
                    .ifPresent(id -> LOG.infof(
                            "rerating=%d models=%s month=%s adjustments=%d", id, models, month, found.rows()));
            return true;
        } catch (Rerater.BusyException | StoreUnavailableException e) {
            LOG.debugf("re-rating is tried again: %s", e.getMessage());
            return false;
        }
    }

    private void submit(ScheduledExecutorService thread, Runnable task, Duration delay) {
        tasks.incrementAndGet();
        try {
            thread.schedule(
                    () -> {
                        attempt(task);
                        tasks.decrementAndGet();
                    },
                    delay.toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            tasks.decrementAndGet();
            LOG.debug("stopping; the next start looks again");
        }
    }

    private static void attempt(Runnable task) {
        try {
            task.run();
        } catch (StoreUnavailableException e) {
            LOG.debugf("looking for months to re-rate: %s", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("re-rating failed", e);
        }
    }

    private static ScheduledExecutorService thread(String name) {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
    }
}
