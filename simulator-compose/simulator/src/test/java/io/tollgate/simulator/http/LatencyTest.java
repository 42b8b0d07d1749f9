package io.tollgate.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.simulator.Simulator;
import io.tollgate.simulator.config.SimulatorConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LatencyTest {
    private static final String EMBEDDING = "/openai/v1/embeddings";
    private Simulator simulator;
    private Calls calls;

    @BeforeEach
    void start() {
        simulator = Simulator.start(SimulatorConfig.defaults(Calls.KEY));
        calls = new Calls(simulator);
        calls.patch("gpt-4o", "{\"latency\":{\"timeToFirstTokenMillis\":100,\"perTokenMillis\":10}}");
    }

    @AfterEach
    void stop() {
        calls.close();
        simulator.close();
    }

    @Test
    void shouldTakeTimeForEveryToken() {
        calls.chat(",\"max_tokens\":41");
        assertThat(calls.lastRequest().path("durationMicros").asLong()).isGreaterThanOrEqualTo(500_000);
    }

    @Test
    void shouldNotHoldBackTheFirstTokenForTheWholeAnswer() throws IOException {
        long start = System.nanoTime();
        HttpResponse<InputStream> response =
                calls.stream(Calls.CLASSIC_CHAT, "{" + Calls.HELLO + ",\"stream\":true,\"max_tokens\":200}");
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).contains("assistant");
            Duration toFirst = Duration.ofNanos(System.nanoTime() - start);
            assertThat(lines.lines().filter(line -> line.equals("data: [DONE]")))
                    .hasSize(1);
            Duration toLast = Duration.ofNanos(System.nanoTime() - start);
            assertThat(toFirst).isGreaterThanOrEqualTo(Duration.ofMillis(100));
            assertThat(toLast).isGreaterThanOrEqualTo(Duration.ofMillis(2090));
            assertThat(toFirst).isLessThan(toLast.dividedBy(2));
        }
    }

    @Test
    void shouldTakeTimeForEmbeddings() {
        calls.patch("text-embedding-3-small", "{\"latency\":{\"timeToFirstTokenMillis\":120}}");
        calls.post(EMBEDDING, "{\"model\":\"text-embedding-3-small\",\"input\":\"x\"}");
        assertThat(calls.lastRequest().path("durationMicros").asLong()).isGreaterThanOrEqualTo(120_000);
    }

    @Test
    void shouldChangeMeanAndSpreadWhileRunning() {
        calls.patch(
                "gpt-4o", "{\"latency\":{\"timeToFirstTokenMillis\":{\"mean\":0,\"stdDev\":0},\"perTokenMillis\":0}}");
        calls.chat(",\"max_tokens\":1000");
        assertThat(calls.lastRequest().path("durationMicros").asLong()).isLessThan(5_000_000);
    }
}
