package io.tollgate.usage.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Beside a server that sends what a test wants and then waits until the caller has left. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BoundedHttpTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private static final String BODY = "1234567890";

    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void shouldLeaveAnAnswerWhoseBodyDoesNotEnd() throws Exception {
        CompletableFuture<Boolean> left = answer("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n12345");
        try (BoundedHttp http = new BoundedHttp(Duration.ofMillis(300), 1_000)) {
            assertThatThrownBy(() -> http.send(request())).isInstanceOf(HttpTimeoutException.class);

            assertThat(left.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void shouldLeaveAServerThatSaysNothing() throws Exception {
        CompletableFuture<Boolean> left = answer("");
        try (BoundedHttp http = new BoundedHttp(Duration.ofMillis(300), 1_000)) {
            assertThatThrownBy(() -> http.status(request())).isInstanceOf(HttpTimeoutException.class);

            assertThat(left.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void shouldTakeNoMoreThanTheMost() throws Exception {
        answer("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n1234567890");
        try (BoundedHttp http = new BoundedHttp(LONG, 9)) {
            assertThatThrownBy(() -> http.send(request())).isInstanceOf(IOException.class);
        }
        answer("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n123456789");
        try (BoundedHttp http = new BoundedHttp(LONG, 9)) {
            assertThat(http.send(request()).body()).asString(UTF_8).isEqualTo("123456789");
        }
    }

    @Test
    void shouldKnowTheStatusWithoutTheBody() throws Exception {
        CompletableFuture<Boolean> left = answer("HTTP/1.1 202 Accepted\r\ncontent-length: 10\r\n\r\n12345");
        try (BoundedHttp http = new BoundedHttp(LONG, 0)) {
            assertThat(http.status(request())).isEqualTo(202);

            assertThat(left.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void shouldKnowTheStatusWhateverBecomesOfTheBody() throws Exception {
        for (int sent = 0; sent <= BODY.length(); sent++) {
            answerAndLeave(
                    "HTTP/1.1 202 Accepted\r\ncontent-length: " + BODY.length() + "\r\n\r\n" + BODY.substring(0, sent));
            try (BoundedHttp http = new BoundedHttp(LONG, 0)) {
                assertThat(http.status(request()))
                        .as("%d bytes of the body", sent)
                        .isEqualTo(202);
            }
        }
    }

    private HttpRequest request() {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/"))
                .build();
    }

    /** Whether the caller has left, once it has. */
    private CompletableFuture<Boolean> answer(String text) {
        CompletableFuture<Boolean> left = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try (Socket caller = server.accept()) {
                byte[] head = new byte[8_192];
                assertThat(caller.getInputStream().read(head)).isPositive();
                caller.getOutputStream().write(text.getBytes(UTF_8));
                while (caller.getInputStream().read(head) >= 0) {
                    // what else the caller sends
                }
                left.complete(true);
            } catch (IOException e) {
                left.complete(true);
            }
        });
        return left;
    }

    private void answerAndLeave(String text) {
        Thread.ofVirtual().start(() -> {
            try (Socket caller = server.accept()) {
                assertThat(caller.getInputStream().read(new byte[8_192])).isPositive();
                caller.getOutputStream().write(text.getBytes(UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
