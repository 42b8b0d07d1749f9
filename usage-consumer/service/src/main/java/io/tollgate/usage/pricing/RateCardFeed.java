package io.tollgate.usage.pricing;

import io.tollgate.usage.config.PriceFeedConfig;
import io.tollgate.usage.quota.UnreadableListException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Asks the quota service for its prices and deployments, again and again, and keeps the copies as new as the last answer:
 * first the store's, then the one in memory. An answer that cannot be read changes nothing. Start and stop it once.
 */
@Singleton
public final class RateCardFeed {

    private static final Logger LOG = Logger.getLogger(RateCardFeed.class);

    private final PriceFeedConfig config;
    private final CatalogReader catalog;
    private final CatalogCopy copy;
    private final RateCards cards;
    private final CardListener listener;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile Optional<String> complaint = Optional.of("not asked yet");
    private CatalogReader.Answer known;

    RateCardFeed(
            PriceFeedConfig config, CatalogReader catalog, CatalogCopy copy, RateCards cards, CardListener listener) {
        this.config = config;
        this.catalog = catalog;
        this.copy = copy;
        this.cards = cards;
        this.listener = listener;
    }

    /** What the last try failed with; empty when the copies are up to date. */
    public Optional<String> complaint() {
        return complaint;
    }

    /** Takes the cards that the store has, and begins to ask. Without a quota service the store's cards apply, whoever wrote them. */
    public void start() {
        refresh().ifPresent(problem -> LOG.warnf("rate cards are not there yet: %s", problem));
        if (!catalog.isKnown()) {
            LOG.warn("TOLLGATE_QUOTA_SERVICE_URL is not set: rate cards stay as they are in the store");
        }
        Thread.ofVirtual().name("rate-cards").start(this::run);
    }

    /** Ends the asking. */
    public void stop() {
        stopping.countDown();
    }

    private void run() {
        try {
            do {
                Optional<String> asked =
                        catalog.isKnown() ? ask() : Optional.of("TOLLGATE_QUOTA_SERVICE_URL is not set");
                Optional<String> read = refresh();
                report(asked.or(() -> read));
            } while (!stopping.await(config.interval().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One round; what went wrong, if anything did. */
    private Optional<String> ask() throws InterruptedException {
        try {
            if (!catalog.ask().equals(known)) {
                Optional<CatalogReader.Answer> written = copy.renew();
                if (written.isEmpty()) {
                    return complaint;
                }
                known = written.get();
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(
                    "the quota service did not answer: " + e.getClass().getSimpleName());
        } catch (UnreadableListException | RuntimeException e) {
            return Optional.of(problem(e));
        }
    }

    /** Takes the store's cards; what went wrong, if anything did. The cards in memory stay then. */
    private Optional<String> refresh() {
        try {
            Set<String> changed = cards.refresh();
            if (!changed.isEmpty()) {
                listener.changed(changed);
            }
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of("the store's cards were not read: " + problem(e));
        }
    }

    private static String problem(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private void report(Optional<String> now) {
        if (!now.equals(complaint)) {
            now.ifPresentOrElse(
                    problem -> LOG.warnf("rate cards stay as they are: %s", problem),
                    () -> LOG.info("rate cards are up to date"));
        }
        complaint = now;
    }
}
