package io.tollgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SimulatorMainTest {
    private static final Pattern URL = Pattern.compile("http://[0-9.:]+");

    @Test
    void shouldSayWhereItListensAndServeThere() throws IOException, InterruptedException {
        Process process = start(Map.of("SIMULATOR_API_KEY", "main-key", "SIMULATOR_NAME", "payg-1"));
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
                HttpClient client = HttpClient.newHttpClient()) {
            String line = output.lines()
                    .filter(each -> each.contains("listens on"))
                    .findFirst()
                    .orElseThrow();
            Matcher url = URL.matcher(line);
            assertThat(line).contains("payg-1").contains("gpt-4o (payg)").doesNotContain("main-key");
            assertThat(url.find()).isTrue();
            HttpRequest request = HttpRequest.newBuilder(URI.create(url.group() + "/v1/models"))
                    .header("api-key", "main-key")
                    .build();
            assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        } finally {
            process.destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void shouldGenerateAKeyRatherThanServeWithoutOne() throws IOException, InterruptedException {
        Process process = start(Map.of());
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.lines()
                            .filter(each -> each.contains("generated key"))
                            .findFirst())
                    .get()
                    .asString()
                    .containsPattern("[0-9a-f]{32}");
        } finally {
            process.destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void shouldEndWithAMessageThatNamesTheBadSetting() throws IOException, InterruptedException {
        Process process = start(Map.of("SIMULATOR_PORT", "not-a-port"));
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(output.lines()).anyMatch(line -> line.contains("SIMULATOR_PORT"));
            assertThat(process.waitFor()).isEqualTo(2);
        }
    }

    private static Process start(Map<String, String> settings) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SimulatorMain.class.getName())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("SIMULATOR_"));
        builder.environment().putAll(settings);
        return builder.start();
    }
}
