package io.tollgate.usage.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageConfigsTest {

    private static final String JAAS = "x required username=\"$ConnectionString\" password=\"a${b}=\";";

    private final UsageConfigs configs = new UsageConfigs();

    @Test
    void shouldPassKafkaPropertiesThroughAsWritten() {
        SmallRyeConfig config =
                config(Map.of("TOLLGATE_KAFKA_BOOTSTRAP_SERVERS", "b:9093", "TOLLGATE_KAFKA_SASL_JAAS_CONFIG", JAAS));

        assertThat(configs.kafka(config).properties())
                .containsOnly(Map.entry("bootstrap.servers", "b:9093"), Map.entry("sasl.jaas.config", JAAS));
    }

    @Test
    void shouldLetTheStrongerSourceWin() {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withSources(new EnvConfigSource(Map.of("TOLLGATE_KAFKA_BOOTSTRAP_SERVERS", "env:1"), 300))
                .withSources(new PropertiesConfigSource(
                        Map.of("tollgate.kafka.bootstrap-servers", "property:1"), "system", 400))
                .build();

        assertThat(configs.kafka(config).properties()).containsEntry("bootstrap.servers", "property:1");
    }

    @Test
    void shouldReadTheQuotaServicesAddressWithoutATrailingSlash() {
        SmallRyeConfig config =
                config(Map.of("TOLLGATE_QUOTA_SERVICE_URL", "http://q:8090/", "TOLLGATE_ADMIN_KEY", "k"));

        assertThat(configs.priceFeed(config).quotaServiceUrl()).hasToString("Optional[http://q:8090]");
        assertThat(configs.adminKey(config).matches("k")).isTrue();
    }

    @Test
    void shouldBeClosedWithoutConfiguration() {
        SmallRyeConfig config = config(Map.of());

        assertThat(configs.adminKey(config).matches("")).isFalse();
        assertThat(configs.priceFeed(config).quotaServiceUrl()).isEmpty();
        assertThat(configs.kafka(config).properties()).containsEntry("bootstrap.servers", "localhost:9092");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hooks.example/secret",
                "https:///secret",
                "https:secret",
                "//hooks.example/secret",
                "/secret",
                "https://user:secret@hooks.example/",
                "https://hooks.example/#secret",
                "https://hooks.example/sec ret",
                "ftp://hooks.example/secret"
            })
    void shouldRefuseAWebhooksAddressWithoutRepeatingIt(String address) {
        SmallRyeConfig config = config(Map.of("TOLLGATE_ALERT_WEBHOOK_URL", address));

        assertThatThrownBy(() -> configs.alerts(config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("TOLLGATE_ALERT_WEBHOOK_URL ")
                .hasNoCause()
                .message()
                .doesNotContain("secret", "sec ret", "hooks");
    }

    @Test
    void shouldCallAWebhookWithoutTlsOnlyWhereThatIsAllowed() {
        Map<String, String> allowed = Map.of(
                "TOLLGATE_ALERT_WEBHOOK_URL",
                "http://127.0.0.1:9/hook?key=secret",
                "TOLLGATE_ALERT_WEBHOOK_HTTP_ALLOWED",
                "true");
        Map<String, String> tls = Map.of("TOLLGATE_ALERT_WEBHOOK_URL", "https://hooks.example/hook?key=secret");

        assertThat(configs.alerts(config(allowed)).webhookUrl())
                .contains(URI.create("http://127.0.0.1:9/hook?key=secret"));
        assertThat(configs.alerts(config(tls)).webhookUrl())
                .contains(URI.create("https://hooks.example/hook?key=secret"));
        assertThat(configs.alerts(config(tls)).toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"quota:8090", "http://user:secret@quota:8090", "http://"})
    void shouldRefuseAnAddressOfTheQuotaServiceThatIsNone(String address) {
        SmallRyeConfig config = config(Map.of("TOLLGATE_QUOTA_SERVICE_URL", address));

        assertThatThrownBy(() -> configs.priceFeed(config))
                .hasMessageStartingWith("TOLLGATE_QUOTA_SERVICE_URL ")
                .message()
                .doesNotContain("secret");
    }

    private static SmallRyeConfig config(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new EnvConfigSource(environment, 300))
                .build();
    }
}
