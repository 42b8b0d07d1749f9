package io.tollgate.stack.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisServerIT {

    private RedisServer redis;

    @BeforeEach
    void start() {
        redis = RedisServer.start(TestServers.directory("redis"));
    }

    @AfterEach
    void stop() {
        redis.close();
    }

    @Test
    void shouldKeepWhatItAcknowledgedThroughAKillAndListenOnTheSamePortAgain() throws IOException {
        int port = redis.port();
        long pid = redis.pid();
        assertThat(ask("SET colour green")).isEqualTo("+OK");

        redis.kill();
        assertThat(redis.isRunning()).isFalse();
        assertThatThrownBy(() -> ask("PING")).isInstanceOf(IOException.class);

        redis.restart();
        assertThat(redis.port()).isEqualTo(port);
        assertThat(redis.pid()).isNotEqualTo(pid);
        assertThat(ask("STRLEN colour")).isEqualTo(":5");
    }

    @Test
    void shouldAnswerNothingWhileFrozenAndGoOnWhenThawed() throws IOException {
        redis.freeze();
        assertThatThrownBy(() -> ask("PING")).isInstanceOf(SocketTimeoutException.class);

        redis.thaw();
        assertThat(ask("PING")).isEqualTo("+PONG");
    }

    @Test
    void shouldBeginWithNothingAfterForgetting() throws IOException {
        assertThat(ask("SET colour green")).isEqualTo("+OK");
        assertThatThrownBy(redis::forget).isInstanceOf(IllegalStateException.class);

        redis.kill();
        redis.forget();
        redis.restart();

        assertThat(ask("STRLEN colour")).isEqualTo(":0");
    }

    @Test
    void shouldShareOneServerAmongTheTestsOfAJvm() {
        assertThat(TestServers.redis()).isSameAs(TestServers.redis());
        assertThat(TestServers.redis().url())
                .isEqualTo("redis://127.0.0.1:" + TestServers.redis().port());
    }

    private String ask(String command) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
            socket.setSoTimeout(300);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }
}
