package io.tollgate.simulator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {

    @Test
    void shouldHaveDefaultsForEverything() {
        SimulatorConfig config = ConfigReader.fromSettings(name -> null, "generated");
        assertThat(config).isEqualTo(SimulatorConfig.defaults("generated"));
        assertThat(config.deployments())
                .extracting(DeploymentConfig::name)
                .containsExactly("gpt-4o", "text-embedding-3-small");
    }

    @Test
    void shouldReadTheEnvironmentAndTheFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("config.json"), """
                {"deployments": [{"name": "ptu-1", "model": "gpt-4o", "capacity": "ptu",
                  "ptu": {"tokensPerMinute": 60000, "outputWeight": 4},
                  "latency": {"timeToFirstTokenMillis": 200, "perTokenMillis": {"mean": 10, "stdDev": 2}},
                  "faults": [{"kind": "status", "status": 500, "count": 2}]}]}""");
        Map<String, String> settings =
                Map.of("SIMULATOR_CONFIG", file.toString(), "SIMULATOR_API_KEY", "my-key", "SIMULATOR_PORT", "8123");
        SimulatorConfig config = ConfigReader.fromSettings(settings::get, "generated");
        DeploymentConfig ptu = config.deployments().getFirst();
        assertThat(config.port()).isEqualTo(8123);
        assertThat(config.apiKey()).isEqualTo("my-key");
        assertThat(ptu.ptu()).isEqualTo(new PtuConfig(60_000L, 60.0, 1.0, 0.0, 4.0));
        assertThat(ptu.latency().timeToFirstTokenMillis()).isEqualTo(Spread.exactly(200));
        assertThat(ptu.latency().perTokenMillis()).isEqualTo(new Spread(10, 2));
        assertThat(ptu.faults().getFirst().count()).isEqualTo(2);
    }

    @Test
    void shouldNotShowTheKey() {
        assertThat(SimulatorConfig.defaults("very-secret")).asString().doesNotContain("very-secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'tokensPerMinute': -1}|tokensPerMinute",
                "{'tokensPerMinute': 'many'}|tokensPerMinute",
                "{'unheard': 1}|unheard",
                "{'ptu': {'tokensPerMinute': 0}}|ptu.tokensPerMinute",
                "{'ptu': {'size': 1}}|ptu.size",
                "{'faults': [{'kind': 'flood'}]}|kind",
                "{'faults': [{'status': 500}]}|faults.kind",
                "{'latency': {'perTokenMillis': -4}}|mean",
                "{'capacity': 'gold'}|capacity",
                "{'name': 'other'}|name",
                "{'embeddingDimensions': 1.5}|embeddingDimensions",
                "[]|body",
                "{|body"
            })
    void shouldNameTheFieldOfABadPatch(String patch, String field) {
        DeploymentConfig present = DeploymentConfig.of("gpt-4o", "gpt-4o");
        assertThatThrownBy(() -> ConfigReader.patched(present, patch.replace('\'', '"')))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining(field);
    }

    @Test
    void shouldChangeOnlyWhatAPatchNames() {
        DeploymentConfig present = DeploymentConfig.ptu("p", "gpt-4o", new PtuConfig(500L, 30.0, 2.0, 1.0, 5.0));
        DeploymentConfig after = ConfigReader.patched(present, "{\"ptu\": {\"tokensPerMinute\": 900}, \"seed\": 7}");
        assertThat(after.ptu()).isEqualTo(new PtuConfig(900L, 30.0, 2.0, 1.0, 5.0));
        assertThat(after.seed()).isEqualTo(7);
        assertThat(ConfigReader.patched(after, "{\"ptu\": null, \"seed\": 0}"))
                .isEqualTo(DeploymentConfig.ptu("p", "gpt-4o", null));
    }

    @ParameterizedTest
    @CsvSource({"SIMULATOR_PORT,x", "SIMULATOR_PORT,70000", "SIMULATOR_EVENT_LOOPS,0", "SIMULATOR_CONFIG,/no/such/file"
    })
    void shouldNameABadSetting(String name, String value) {
        assertThatThrownBy(() -> ConfigReader.fromSettings(Map.of(name, value)::get, "generated"))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining(name);
    }
}
