package io.tollgate.quota.publication;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tollgate.quota.config.PublicationSettings;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * Publishes at every poll interval, and at once when a write asks for it. A failure is tried again at the next interval,
 * for ever. Thread-safe.
 */
@Singleton
public class PublicationLoop {

    private static final Logger LOGGER = Logger.getLogger(PublicationLoop.class);

    private final Publisher publisher;
    private final AppliedNodes nodes;
    private final PublicationSettings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wanted = lock.newCondition();
    private final Condition done = lock.newCondition();
    private long wantedVersion;
    private final AtomicLong publishedVersion = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private volatile boolean stopped;

    public PublicationLoop(
            Publisher publisher, AppliedNodes nodes, PublicationSettings settings, MeterRegistry metrics) {
        this.publisher = publisher;
        this.nodes = nodes;
        this.settings = settings;
        metrics.gauge("tollgate.catalog.published.version", publishedVersion);
        metrics.gauge("tollgate.catalog.publication.failures.in.a.row", failures);
    }

    void start(@Observes StartupEvent event) {
        Thread.ofPlatform().name("publication").daemon().start(this::run);
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
        signal(0);
    }

    /** The last version that this instance has found or made published. */
    public long publishedVersion() {
        return publishedVersion.get();
    }

    /** Whether the last publication failed. */
    public boolean isFailing() {
        return failures.get() > 0;
    }

    /** Publishes soon, and waits for a bounded time until {@code version} is published. Returns whether it is. */
    public boolean awaitPublished(long version) {
        lock.lock();
        try {
            wantedVersion = Math.max(wantedVersion, version);
            wanted.signal();
            long nanos = settings.publishedWait().toNanos();
            while (publishedVersion.get() < version && nanos > 0) {
                nanos = done.awaitNanos(nanos);
            }
            return publishedVersion.get() >= version;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (!stopped) {
            boolean succeeded = publishOnce();
            awaitNext(succeeded);
        }
    }

    private boolean publishOnce() {
        try {
            long version = publisher.publish();
            if (failures.getAndSet(0) > 0) {
                LOGGER.infof("publication works again; version %d is published", version);
            }
            signal(version);
            nodes.forgetTheLongGone();
            return true;
        } catch (RuntimeException e) {
            LOGGER.debug("publication failed", e);
            if (failures.getAndIncrement() == 0 && !stopped) {
                LOGGER.errorf(
                        "publication failed with %s; it is tried again every %s",
                        e.getClass().getSimpleName(), settings.pollInterval());
            }
            return false;
        }
    }

    private void signal(long version) {
        lock.lock();
        try {
            publishedVersion.accumulateAndGet(version, Math::max);
            done.signalAll();
            wanted.signal();
        } finally {
            lock.unlock();
        }
    }

    private void awaitNext(boolean succeeded) {
        lock.lock();
        try {
            long nanos = settings.pollInterval().toNanos();
            while (nanos > 0 && !stopped && !(succeeded && wantedVersion > publishedVersion.get())) {
                nanos = wanted.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            stopped = true;
        } finally {
            lock.unlock();
        }
    }
}
