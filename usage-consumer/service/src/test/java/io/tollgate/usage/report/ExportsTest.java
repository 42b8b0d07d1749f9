package io.tollgate.usage.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tollgate.usage.config.ExportConfig;
import io.tollgate.usage.problem.TooBusyException;
import io.vertx.core.Vertx;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExportsTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofHours(1);

    private static Vertx vertx;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final CountDownLatch brokenOff = new CountDownLatch(1);

    @BeforeAll
    static void startTimers() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stopTimers() {
        vertx.close();
    }

    @Test
    void shouldBreakOffWhatNobodyReads() {
        Exports exports = exports(new ExportConfig(1, SHORT, LONG));

        assertThatThrownBy(() -> exports.stream(brokenOff::countDown, out -> out.accept("unread"))
                        .write(unread()))
                .isInstanceOf(IOException.class);
        assertThat(running()).isZero();
    }

    @Test
    void shouldBreakOffWhatTakesTooLong() throws IOException {
        Exports exports = exports(new ExportConfig(1, LONG, SHORT));

        exports.stream(brokenOff::countDown, out -> await(brokenOff)).write(OutputStream.nullOutputStream());

        assertThat(running()).isZero();
    }

    @Test
    void shouldNotBreakOffWhatWaitsForTheStore() throws IOException {
        Exports exports = exports(new ExportConfig(1, SHORT, LONG));
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        CountDownLatch someTimes = new CountDownLatch(4);
        long timer = vertx.setPeriodic(SHORT.toMillis(), id -> someTimes.countDown());

        exports.stream(brokenOff::countDown, out -> {
                    out.accept("read");
                    await(someTimes);
                })
                .write(read);

        vertx.cancelTimer(timer);
        assertThat(brokenOff.getCount()).isEqualTo(1);
        assertThat(read).hasToString("read");
    }

    @Test
    void shouldBreakOffWhatFailsAfterSomeOfItWasSentAndNothingElse() {
        Exports exports = exports(new ExportConfig(1, LONG, LONG));

        assertThatThrownBy(() ->
                        exports.stream(brokenOff::countDown, out -> fail()).write(OutputStream.nullOutputStream()))
                .hasMessage("failed");
        assertThat(brokenOff.getCount()).isEqualTo(1);
        assertThatThrownBy(() -> exports.stream(brokenOff::countDown, out -> {
                            out.accept("x".repeat(100_000));
                            fail();
                        })
                        .write(OutputStream.nullOutputStream()))
                .hasMessage("failed");
        assertThat(brokenOff.getCount()).isZero();
        assertThat(running()).isZero();
    }

    @Test
    void shouldRefuseMoreThanMayRunAtOnce() throws IOException {
        Exports exports = exports(new ExportConfig(2, LONG, LONG));

        exports.stream(
                        brokenOff::countDown,
                        one -> write(exports.stream(brokenOff::countDown, two -> {
                            assertThat(running()).isEqualTo(2);
                            assertThatThrownBy(() -> exports.stream(brokenOff::countDown, three -> {})
                                            .write(OutputStream.nullOutputStream()))
                                    .isInstanceOf(TooBusyException.class)
                                    .hasMessageContaining("2 exports");
                        })))
                .write(OutputStream.nullOutputStream());

        assertThat(running()).isZero();
    }

    private Exports exports(ExportConfig config) {
        return new Exports(config, vertx, registry);
    }

    private static void fail() {
        throw new IllegalStateException("failed");
    }

    private double running() {
        return registry.get("tollgate.usage.exports.running").gauge().value();
    }

    /** To a caller that reads nothing, until it is broken off. */
    private OutputStream unread() {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                await(brokenOff);
                throw new IOException("broken off");
            }
        };
    }

    private static void write(StreamingOutput export) {
        try {
            export.write(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
