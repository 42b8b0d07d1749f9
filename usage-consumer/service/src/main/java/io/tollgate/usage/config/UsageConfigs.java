package io.tollgate.usage.config;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import io.tollgate.events.transport.KafkaSettings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.StreamSupport;

/** Reads the configuration once, at the start. */
@Singleton
final class UsageConfigs {

    private static final Duration PRICE_INTERVAL = Duration.ofSeconds(1);

    /** A minute to the commit of a batch (EventTransactions), half a minute for the commit, and until others have asked. */
    private static final Duration SECOND_LOOK = Duration.ofSeconds(100);

    private static final Duration BUDGET_INTERVAL = Duration.ofSeconds(1);
    private static final int EXPORTS_AT_ONCE = 2;
    private static final Duration EXPORT_UNREAD = Duration.ofSeconds(30);
    private static final Duration EXPORT_LONGEST = Duration.ofMinutes(15);

    @Produces
    @Singleton
    AdminKey adminKey(SmallRyeConfig config) {
        return new AdminKey(raw(config, "tollgate.admin-key"));
    }

    @Produces
    @Singleton
    PriceFeedConfig priceFeed(SmallRyeConfig config) {
        Optional<URI> url = raw(config, "tollgate.quota-service-url")
                .map(text -> text.endsWith("/") ? text.substring(0, text.length() - 1) : text)
                .map(text -> ServiceAddress.parse("TOLLGATE_QUOTA_SERVICE_URL", text, List.of("http", "https")));
        Duration interval = config.getOptionalValue("tollgate.price-interval", Duration.class)
                .orElse(PRICE_INTERVAL);
        Duration secondLook = config.getOptionalValue("tollgate.price-second-look", Duration.class)
                .orElse(SECOND_LOOK);
        return new PriceFeedConfig(url, interval, secondLook);
    }

    @Produces
    @Singleton
    RetentionConfig retention(SmallRyeConfig config) {
        return new RetentionConfig(config.getOptionalValue("tollgate.usage-retention-days", Integer.class)
                .map(OptionalInt::of)
                .orElseGet(OptionalInt::empty));
    }

    /** Whoever runs Tollgate provides, hosts and bills unless it is said who does. */
    @Produces
    @Singleton
    FocusConfig focus(SmallRyeConfig config) {
        String provider = raw(config, "tollgate.focus.service-provider-name").orElse("Tollgate");
        return new FocusConfig(
                raw(config, "tollgate.focus.service-name").orElse("Tollgate GenAI Gateway"),
                provider,
                raw(config, "tollgate.focus.host-provider-name").orElse(provider),
                raw(config, "tollgate.focus.invoice-issuer-name").orElse(provider),
                raw(config, "tollgate.focus.billing-account-id").orElse("tollgate"),
                raw(config, "tollgate.focus.billing-account-name"));
    }

    @Produces
    @Singleton
    AlertConfig alerts(SmallRyeConfig config) {
        List<String> schemes = config.getOptionalValue("tollgate.alert-webhook-http-allowed", Boolean.class)
                        .orElse(false)
                ? List.of("https", "http")
                : List.of("https");
        return new AlertConfig(
                raw(config, "tollgate.alert-webhook-url")
                        .map(text -> ServiceAddress.parse("TOLLGATE_ALERT_WEBHOOK_URL", text, schemes)),
                raw(config, "tollgate.alert-webhook-secret"),
                config.getOptionalValue("tollgate.budget-interval", Duration.class)
                        .orElse(BUDGET_INTERVAL));
    }

    @Produces
    @Singleton
    ExportConfig exports(SmallRyeConfig config) {
        return new ExportConfig(
                config.getOptionalValue("tollgate.exports-at-once", Integer.class)
                        .orElse(EXPORTS_AT_ONCE),
                config.getOptionalValue("tollgate.export-unread", Duration.class)
                        .orElse(EXPORT_UNREAD),
                config.getOptionalValue("tollgate.export-longest", Duration.class)
                        .orElse(EXPORT_LONGEST));
    }

    /** Values are taken as written: credentials are not searched for expressions. */
    @Produces
    @Singleton
    KafkaConfig kafka(SmallRyeConfig config) {
        Map<String, String> properties = new HashMap<>();
        properties.put("bootstrap.servers", "localhost:9092");
        properties.putAll(
                KafkaSettings.of(StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                                .map(name -> setting(name, config.getConfigValue(name))))
                        .properties());
        return new KafkaConfig(properties);
    }

    /** As written: credentials are not searched for expressions. */
    private static Optional<String> raw(SmallRyeConfig config, String name) {
        return Optional.ofNullable(config.getConfigValue(name).getRawValue())
                .map(String::trim)
                .filter(text -> !text.isEmpty());
    }

    private static KafkaSettings.Setting setting(String name, ConfigValue value) {
        return new KafkaSettings.Setting(name, value.getRawValue(), value.getSourceOrdinal());
    }
}
