package io.tollgate.gateway.catalog;

import io.tollgate.catalog.codec.CatalogCodec;
import io.tollgate.catalog.codec.Published;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Follows the published catalog: a message makes the node read at once, a timer makes sure that a lost message costs no
 * more than a poll, and the node reports which version it has applied. Redis being away changes nothing here: the node
 * goes on with what it has.
 */
public final class CatalogFeed {

    /** How often the version is read when no message comes. */
    public static final long POLL_MILLIS = 250;

    private static final long REPORT_MILLIS = 1_000;
    private static final Logger LOGGER = Logger.getLogger(CatalogFeed.class);

    private final PublishedCatalog published;
    private final LiveCatalog catalog;
    private final CatalogCodec codec = new CatalogCodec();
    private final String nodeName;
    private final InstantSource clock;
    private final AtomicBoolean subscribed = new AtomicBoolean();
    private final AtomicBoolean loading = new AtomicBoolean();

    public CatalogFeed(PublishedCatalog published, LiveCatalog catalog, String nodeName, InstantSource clock) {
        this.published = published;
        this.catalog = catalog;
        this.nodeName = nodeName;
        this.clock = clock;
    }

    /** Starts the timers; they end with {@code vertx}. */
    public void start(Vertx vertx) {
        published.whenReached(this::poll);
        vertx.setPeriodic(POLL_MILLIS, ignored -> poll());
        vertx.setPeriodic(REPORT_MILLIS, ignored -> report());
    }

    private void poll() {
        subscribeOnce();
        published.read(Published.VERSION).thenAccept(this::heard).exceptionally(failure -> {
            LOGGER.debugf("catalog version not read: %s", failure.getMessage());
            return null;
        });
    }

    private void subscribeOnce() {
        if (subscribed.compareAndSet(false, true)) {
            published.onChange(this::heard).exceptionally(failure -> {
                subscribed.set(false);
                return null;
            });
        }
    }

    private void heard(String version) {
        if (version != null && catalog.announce(Long.parseLong(version)) && loading.compareAndSet(false, true)) {
            published
                    .read(Published.SNAPSHOT)
                    .thenAccept(text -> {
                        if (text != null) {
                            catalog.apply(codec.readSnapshot(text));
                            report();
                        }
                    })
                    .whenComplete((done, failure) -> {
                        loading.set(false);
                        if (failure != null) {
                            LOGGER.warnf(failure, "catalog version %s not loaded", version);
                        }
                    });
        }
    }

    private void report() {
        if (catalog.isLoaded()) {
            published.report(nodeName, catalog.current().version(), clock.millis());
        }
    }
}
