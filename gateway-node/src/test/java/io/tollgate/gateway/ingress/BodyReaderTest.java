package io.tollgate.gateway.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tollgate.gateway.exchange.RefusedException;
import io.tollgate.gateway.ingress.door.BodyBudget;
import io.tollgate.gateway.support.Callers;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BodyReaderTest {

    private static final int BODY_BYTES = 100_000;
    private static final int KEYS_SHARE = 4;

    private final Vertx vertx = Vertx.vertx();
    private final BodyBudget budget = new BodyBudget(3L * KEYS_SHARE * BODY_BYTES);
    private final Duration patience = Duration.ofSeconds(60);
    private final BodyReader reader = new BodyReader(
            vertx, new IngressConfig(BODY_BYTES, 0, patience, patience, patience, "user", "session"), budget);
    private HttpServer server;

    @BeforeEach
    void start() {
        server = vertx.createHttpServer()
                .requestHandler(request -> {
                    request.pause();
                    answer(request);
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void shouldHoldNoMoreThanAKeysShareHoweverManyBodiesLackTheirLastByte() throws IOException {
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < KEYS_SHARE; i++) {
                open.add(send("content-length: " + BODY_BYTES, "x".repeat(BODY_BYTES - 1)));
            }
            await().until(() -> budget.heldBytes() == KEYS_SHARE * BODY_BYTES);

            try (Socket more = send("content-length: " + BODY_BYTES, "")) {
                assertAnswers(more, "BodiesTooLarge[whose=key");
            }
            try (Socket chunked = send("transfer-encoding: chunked", "5\r\nhello\r\n")) {
                assertAnswers(chunked, "BodiesTooLarge[whose=key");
            }
            try (Socket last = open.removeFirst()) {
                last.getOutputStream().write('x');
                assertAnswers(last, "read " + BODY_BYTES);
            }
            await().until(() -> budget.heldBytes() == (KEYS_SHARE - 1) * BODY_BYTES);
            try (Socket next = send("transfer-encoding: chunked", "5\r\nhello\r\n0\r\n\r\n")) {
                assertAnswers(next, "read 5");
            }
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
        await().until(() -> budget.heldBytes() == 0);
    }

    @Test
    void shouldRefuseABodyThatGrowsBeyondItsBound() throws IOException {
        try (Socket socket = send("transfer-encoding: chunked", "20000\r\n" + "x".repeat(0x20000))) {
            assertAnswers(socket, "TooLarge[");
        }
        await().until(() -> budget.heldBytes() == 0);
    }

    private void answer(HttpServerRequest request) {
        var close = new ArrayList<Runnable>();
        request.response().closeHandler(closed -> close.forEach(Runnable::run));
        request.response().endHandler(ended -> close.forEach(Runnable::run));
        reader.read(request, Callers.unlimited(), close::add)
                .onSuccess(bytes ->
                        request.response().putHeader("connection", "close").end("read " + bytes.length))
                .onFailure(refused -> Refusal.write(
                        vertx,
                        request,
                        new ErrorReply(
                                400, ((RefusedException) refused).failure().toString(), "", null, "", 0, null)));
    }

    private Socket send(String header, String body) throws IOException {
        var socket = new Socket("127.0.0.1", server.actualPort());
        socket.setSoTimeout(20_000);
        socket.getOutputStream()
                .write(("POST / HTTP/1.1\r\nhost: x\r\n" + header + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Reads until the text has come, or the socket's time is over. */
    private static void assertAnswers(Socket socket, String text) throws IOException {
        var answer = new StringBuilder();
        while (answer.indexOf(text) < 0) {
            int next = socket.getInputStream().read();
            assertThat(next).as("after " + answer).isNotNegative();
            answer.append((char) next);
        }
    }
}
