package io.tollgate.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The generator against a server in this JVM. */
class LoadGeneratorTest {

    private static final long MILLI = 1_000_000;

    private static Vertx vertx;
    private static LoadGenerator generator;
    private static int port;
    private static final AtomicInteger REQUESTS = new AtomicInteger();

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        port = vertx.createHttpServer()
                .requestHandler(LoadGeneratorTest::answer)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
        generator = new LoadGenerator(System::nanoTime);
    }

    @AfterAll
    static void stop() {
        generator.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static void answer(HttpServerRequest request) {
        int number = REQUESTS.incrementAndGet();
        request.body().onSuccess(body -> {
            switch (request.path()) {
                case "/echo" -> request.response().end(body);
                case "/busy" -> request.response().setStatusCode(429).end();
                case "/stall" -> {
                    if (number == 50) {
                        stall();
                    }
                    request.response().end(body);
                }
                case "/stream" -> {
                    request.response().setChunked(true);
                    request.response().write("data: {}\n\n");
                    vertx.setTimer(20, ignored -> request.response().end("data: [DONE]\n\n"));
                }
                case "/cut" -> {
                    request.response().setChunked(true);
                    request.response().end("data: {}\n\n");
                }
                default -> request.response().setStatusCode(404).end();
            }
        });
    }

    /** Holds the server's event loop for 300 ms, as a long garbage collection would. */
    private static void stall() {
        long until = System.nanoTime() + 300 * MILLI;
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
    }

    @Test
    void shouldAnswerEveryRequestOfTheSchedule() {
        Recording recording = generator.openLoop(exchange("/echo", false), 200, 1);

        assertThat(recording.failed()).as(recording.firstFailure()).isZero();
        assertThat(recording.answered()).isEqualTo(200);
        assertThat(recording.meanAnswerBytes()).isEqualTo("{}".length());
        assertThat(recording.latencyNanos(50)).isPositive();
    }

    @Test
    void shouldSeeAStallInAllRequestsThatFellIntoIt() {
        REQUESTS.set(0);

        Recording recording = generator.openLoop(exchange("/stall", false), 200, 1);

        assertThat(recording.answered()).isEqualTo(200);
        assertThat(recording.latencyNanos(90))
                .as("a stall of 300 ms holds up 60 of 200 requests, 40 of them for more than 100 ms")
                .isGreaterThan(95 * MILLI);
    }

    @Test
    void shouldKeepItsCallersBusyUntilTheEnd() {
        Recording recording = generator.closedLoop(exchange("/echo", false), 4, 1);

        assertThat(recording.failed()).isZero();
        assertThat(recording.answered()).isGreaterThan(100);
    }

    @Test
    void shouldMeasureFirstByteAndGapsOfAStream() {
        Recording recording = generator.openLoop(exchange("/stream", true), 50, 1);

        assertThat(recording.failed()).as(recording.firstFailure()).isZero();
        assertThat(recording.answered()).isEqualTo(50);
        assertThat(recording.firstByteNanos(50)).isLessThan(recording.latencyNanos(50));
        assertThat(recording.chunkGapNanos(50)).isBetween(5 * MILLI, 500 * MILLI);
    }

    @Test
    void shouldCountAStreamWithoutItsEndAsFailed() {
        Recording recording = generator.openLoop(exchange("/cut", true), 10, 1);

        assertThat(recording.answered()).isZero();
        assertThat(recording.failed()).isEqualTo(10);
        assertThat(recording.firstFailure()).contains("[DONE]");
    }

    @Test
    void shouldCountARefusalAsFailed() {
        Recording recording = generator.openLoop(exchange("/busy", false), 10, 1);

        assertThat(recording.failed()).isEqualTo(10);
        assertThat(recording.firstFailure()).isEqualTo("status 429");
    }

    private static Exchange exchange(String path, boolean streamed) {
        return new Exchange(
                URI.create("http://127.0.0.1:" + port + path), Map.of("api-key", "tg-secret"), "{}", streamed);
    }
}
