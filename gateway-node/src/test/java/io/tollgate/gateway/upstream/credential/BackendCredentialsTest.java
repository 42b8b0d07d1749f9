package io.tollgate.gateway.upstream.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.gateway.support.FakeTimers;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackendCredentialsTest {

    @TempDir
    Path directory;

    private final Vertx vertx = Vertx.vertx();
    private final FakeTimers timers = new FakeTimers();
    private final Map<String, String> environment = Map.of("KEY", "key-1", "EMPTY", "");
    private final BackendCredentials credentials = new BackendCredentials(
            vertx,
            environment::get,
            new EntraTokens(
                    vertx,
                    new EntraConfig("http://127.0.0.1:1", "resource", environment::get),
                    new Surroundings(() -> Instant.ofEpochMilli(timers.nowMillis()), timers::after, () -> 0L),
                    reference -> true),
            timers::nowMillis);

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void shouldReadTheEnvironment() {
        assertThat(resolve("env:KEY")).isEqualTo(new Secret("key-1", false));
        assertThatThrownBy(() -> resolve("env:EMPTY")).hasMessageContaining("env:EMPTY");
        assertThatThrownBy(() -> resolve("env:MISSING")).hasMessageContaining("env:MISSING");
    }

    @Test
    void shouldReadAFileAgainAfterAWhile() throws Exception {
        Path file = directory.resolve("key");
        Files.writeString(file, "old\n");
        assertThat(resolve("file:" + file).value()).isEqualTo("old");

        Files.writeString(file, "new\n");
        timers.pass(BackendCredentials.FILE_READ_AGAIN_MILLIS - 1);
        assertThat(resolve("file:" + file).value()).isEqualTo("old");
        timers.pass(1);
        assertThat(resolve("file:" + file).value()).isEqualTo("new");
    }

    @Test
    void shouldFailForAFileThatIsNotThere() {
        assertThatThrownBy(() -> resolve("file:" + directory.resolve("none"))).hasMessageContaining("none");
    }

    @Test
    void shouldAskEntraForItsReferences() {
        assertThatThrownBy(() -> resolve("entra:workload-identity")).hasMessageContaining("entra:workload-identity");
    }

    private Secret resolve(String reference) {
        return credentials
                .resolve(reference)
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }
}
