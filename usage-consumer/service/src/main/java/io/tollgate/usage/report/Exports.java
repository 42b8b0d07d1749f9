package io.tollgate.usage.report;

import io.micrometer.core.instrument.MeterRegistry;
import io.tollgate.usage.config.ExportConfig;
import io.tollgate.usage.problem.TooBusyException;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Reports that are sent while they are read from the store. Each holds a connection to the store for as long as its caller
 * reads; so only some may run at once, and none of which nothing is read, or that does not end. Thread-safe.
 */
@Singleton
public final class Exports {

    private final ExportConfig config;
    private final Vertx vertx;
    private final Semaphore places;

    Exports(ExportConfig config, Vertx vertx, MeterRegistry registry) {
        this.config = config;
        this.vertx = vertx;
        this.places = new Semaphore(config.atOnce());
        registry.gauge("tollgate.usage.exports.running", places, free -> config.atOnce() - free.availablePermits());
    }

    /**
     * What {@code text} hands over, as {@link Streamed} sends it, unless too many exports are running.
     *
     * @param breakOff ends the answer where it is, so that nobody takes a part for the whole; called when it fails after some of
     *     it was sent, nothing has been read for long, or it takes too long
     */
    public StreamingOutput stream(Runnable breakOff, Consumer<Consumer<String>> text) {
        return output -> {
            if (!places.tryAcquire()) {
                throw new TooBusyException(config.atOnce() + " exports are running, and no more may");
            }
            Watched watched = new Watched(output);
            long watch = vertx.setPeriodic(config.unread().toMillis(), timer -> {
                if (watched.isStuck()) {
                    breakOff.run();
                }
            });
            long end = vertx.setTimer(config.longest().toMillis(), timer -> breakOff.run());
            try {
                Streamed.text(text).write(watched);
            } catch (IOException | RuntimeException e) {
                if (watched.hasBegun()) {
                    breakOff.run();
                }
                throw e;
            } finally {
                vertx.cancelTimer(watch);
                vertx.cancelTimer(end);
                places.release();
            }
        };
    }

    /** Knows whether one write takes long. */
    private static final class Watched extends OutputStream {

        private final OutputStream output;
        private final AtomicLong begun = new AtomicLong();
        private final AtomicLong ended = new AtomicLong();
        private final AtomicLong lastSeen = new AtomicLong();

        Watched(OutputStream output) {
            this.output = output;
        }

        boolean hasBegun() {
            return begun.get() > 0;
        }

        /** Whether what is written now was being written already when this was asked last. */
        boolean isStuck() {
            long now = begun.get();
            return lastSeen.getAndSet(now) == now && ended.get() < now;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            begun.incrementAndGet();
            output.write(bytes, from, count);
            ended.incrementAndGet();
        }

        @Override
        public void flush() throws IOException {
            begun.incrementAndGet();
            output.flush();
            ended.incrementAndGet();
        }
    }
}
