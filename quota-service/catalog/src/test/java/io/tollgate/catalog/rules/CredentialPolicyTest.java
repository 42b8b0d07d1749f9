package io.tollgate.catalog.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialPolicyTest {

    private static final CredentialPolicy DEFAULT = CredentialPolicy.parse(Optional.empty(), Optional.empty());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "env:TOLLGATE_BACKEND_PTU_KEY",
                "env:TOLLGATE_DEMO_BACKEND_KEY",
                "file:/etc/tollgate/credentials/ptu",
                "file:/etc/tollgate/credentials/team/./ptu",
                "entra:managed-identity"
            })
    void shouldAllowWhatIsMeantForBackends(String reference) {
        assertThat(DEFAULT.fault(reference)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "env:TOLLGATE_ADMIN_KEY",
                "env:PATH",
                "env:tollgate_backend_key",
                "env:",
                "file:/etc/hostname",
                "file:/etc/tollgate/credentials",
                "file:/etc/tollgate/credentials/",
                "file:/etc/tollgate/credentials-of-others/key",
                "file:/etc/tollgate/credentials/../../passwd",
                "file:/etc/tollgate/credentials/team/../ptu",
                "file:etc/tollgate/credentials/ptu",
                "file:/etc/tollgate/credentials/\u0000"
            })
    void shouldRefuseEveryOtherSecretOfANode(String reference) {
        assertThat(DEFAULT.fault(reference)).isPresent();
    }

    @Test
    void shouldSayWhatMayBeNamedAndWhichSettingAllowsMore() {
        assertThat(DEFAULT.fault("env:PATH"))
                .contains("must name a variable that begins with TOLLGATE_BACKEND_ or TOLLGATE_DEMO_BACKEND_;"
                        + " TOLLGATE_CREDENTIALS_ENV_PREFIX can allow others");
        assertThat(DEFAULT.fault("file:/etc/hostname"))
                .contains("must name a file below /etc/tollgate/credentials;"
                        + " TOLLGATE_CREDENTIALS_DIRECTORY can allow others");
    }

    @Test
    void shouldAllowWhatIsSetAndNothingByAnEmptyText() {
        var policy = CredentialPolicy.parse(Optional.of(" ACME_ ,PTU"), Optional.of("/run/secrets, /var/keys/x/.."));

        assertThat(policy.fault("env:ACME_1")).isEmpty();
        assertThat(policy.fault("env:PTU")).isEmpty();
        assertThat(policy.fault("env:TOLLGATE_BACKEND_1")).isPresent();
        assertThat(policy.fault("file:/var/keys/a")).isEmpty();
        assertThat(policy.directories()).containsExactly(Path.of("/run/secrets"), Path.of("/var/keys"));

        var nothing = CredentialPolicy.parse(Optional.of(""), Optional.of(" , "));
        assertThat(nothing.fault("env:TOLLGATE_BACKEND_1").orElseThrow()).contains("what nobody has allowed");
        assertThat(nothing.fault("file:/etc/tollgate/credentials/a")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1KEY", "A-B", "A,B C"})
    void shouldRefuseWhatBeginsNoVariable(String prefixes) {
        assertThatThrownBy(() -> CredentialPolicy.parse(Optional.of(prefixes), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TOLLGATE_CREDENTIALS_ENV_PREFIX");
    }

    @ParameterizedTest
    @ValueSource(strings = {"keys", "./keys", "/keys,relative", "/a\u0000"})
    void shouldRefuseWhatIsNoAbsolutePath(String directories) {
        assertThatThrownBy(() -> CredentialPolicy.parse(Optional.empty(), Optional.of(directories)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TOLLGATE_CREDENTIALS_DIRECTORY");
    }
}
