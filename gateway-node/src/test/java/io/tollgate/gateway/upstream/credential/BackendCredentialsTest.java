package io.tollgate.gateway.upstream.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.catalog.rules.CredentialPolicy;
import io.tollgate.gateway.support.FakeTimers;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackendCredentialsTest {

    @TempDir
    Path directory;

    private final Vertx vertx = Vertx.vertx();
    private final FakeTimers timers = new FakeTimers();
    private final Map<String, String> environment = Map.of("KEY", "key-1", "EMPTY", "", "ADMIN_KEY", "secret");
    private BackendCredentials credentials;

    @BeforeEach
    void open() {
        var policy = CredentialPolicy.parse(
                Optional.of("KEY,EMPTY,MISSING"),
                Optional.of(directory.resolve("keys").toString()));
        credentials = new BackendCredentials(
                environment::get,
                policy,
                new CredentialFiles(vertx, policy),
                new EntraTokens(
                        vertx,
                        new EntraConfig("http://127.0.0.1:1", "resource", environment::get),
                        new Surroundings(() -> Instant.ofEpochMilli(timers.nowMillis()), timers::after, () -> 0L),
                        reference -> true),
                timers::nowMillis);
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void shouldReadTheEnvironment() {
        assertThat(resolve("env:KEY")).isEqualTo(new Secret("key-1", false));
        assertThatThrownBy(() -> resolve("env:EMPTY")).hasMessageContaining("env:EMPTY");
        assertThatThrownBy(() -> resolve("env:MISSING")).hasMessageContaining("env:MISSING");
        assertThatThrownBy(() -> resolve("env:ADMIN_KEY")).hasMessageContaining("env:ADMIN_KEY must name a variable");
    }

    @Test
    void shouldReadAFileAgainAfterAWhile() throws Exception {
        Path file = Files.createDirectories(directory.resolve("keys")).resolve("key");
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
        assertThatThrownBy(() -> resolve("file:" + directory.resolve("keys/none")))
                .hasMessageContaining("none");
    }

    @Test
    void shouldReadNoFileThatIsNoCredential() throws Exception {
        Path keys = Files.createDirectories(directory.resolve("keys"));
        Path outside = Files.writeString(directory.resolve("outside"), "secret");
        Path inside = Files.createDirectories(keys.resolve("..data"));
        Files.writeString(inside.resolve("key"), "good");
        Files.createSymbolicLink(keys.resolve("out"), outside);
        Files.createSymbolicLink(keys.resolve("up"), directory);
        Files.createSymbolicLink(keys.resolve("key"), Path.of("..data/key"));
        Files.write(keys.resolve("large"), new byte[CredentialFiles.MAX_BYTES + 1]);

        assertThat(resolve("file:" + keys.resolve("key")).value()).isEqualTo("good");
        for (String path : List.of("out", "up/outside", "../outside", "large", "..data")) {
            assertThatThrownBy(() -> resolve("file:" + keys + "/" + path))
                    .as(path)
                    .hasMessageContaining("credential file:")
                    .hasMessageNotContaining("secret");
        }
        assertThatThrownBy(() -> resolve("file:/etc/hostname")).hasMessageContaining("must name a file below");
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
