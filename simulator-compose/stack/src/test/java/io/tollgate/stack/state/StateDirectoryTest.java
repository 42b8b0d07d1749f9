package io.tollgate.stack.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.stack.Statuses;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {

    @TempDir
    private Path path;

    private StateDirectory state;

    @BeforeEach
    void make() {
        state = new StateDirectory(path);
    }

    @Test
    void shouldWriteTheStatusAsScriptsKnowIt() throws IOException {
        try (var golden = getClass().getResourceAsStream("/status.json")) {
            var expected = new String(golden.readAllBytes(), StandardCharsets.UTF_8).strip();
            assertThat(StateDirectory.text(Statuses.complete())).isEqualTo(expected);
        }
    }

    @Test
    void shouldReadBackWhatItWroteAndKeepItFromOtherUsers() throws IOException {
        state.write(Statuses.complete());

        assertThat(state.status()).contains(Statuses.complete());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.resolve("status.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void shouldKeepSecretsOutOfTexts() {
        var secrets = Secrets.drawn().with("contoso", new Secrets.TenantKey("id-1", "tg_secret"));

        assertThat(secrets.toString() + secrets.of("contoso").orElseThrow())
                .doesNotContain("tg_secret", secrets.admin(), secrets.backend());
        assertThat(Statuses.complete().toString()).doesNotContain("secret", "tga-admin", "tg_contoso");
    }

    @Test
    void shouldKeepSecretsFromRunToRunUntilWiped() throws IOException {
        var secrets = state.secrets();
        state.write(secrets);
        assertThat(state.secrets()).isEqualTo(secrets);

        state.wipe();

        assertThat(state.secrets()).isNotEqualTo(secrets);
    }

    @Test
    void shouldBeClaimedByOneClusterAtATime() {
        assertThat(state.claimed()).isFalse();
        var claim = state.claim().orElseThrow();

        assertThat(state.claimed()).isTrue();
        assertThat(state.claim()).isEmpty();

        StateDirectory.release(claim);
        assertThat(state.claimed()).isFalse();
    }
}
