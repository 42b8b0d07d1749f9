package io.tollgate.quota.config;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Turns {@code TOLLGATE_POSTGRES_URL}, {@code _USER} and {@code _PASSWORD} into the data source's own settings. User and
 * password given by themselves win over those in the URL.
 */
public final class PostgresConfig implements ConfigSourceFactory {

    private static final String DATA_SOURCE = "quarkus.datasource.";
    private static final int ABOVE_APPLICATION_PROPERTIES = 260;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        Map<String, String> settings = new HashMap<>();
        var url = value(context, "tollgate.postgres.url").map(PostgresUrl::parse);
        url.ifPresent(parsed -> settings.put(DATA_SOURCE + "jdbc.url", parsed.jdbcUrl()));
        value(context, "tollgate.postgres.user")
                .or(() -> url.flatMap(PostgresUrl::user))
                .ifPresent(user -> settings.put(DATA_SOURCE + "username", user));
        value(context, "tollgate.postgres.password")
                .or(() -> url.flatMap(PostgresUrl::password))
                .ifPresent(password -> settings.put(DATA_SOURCE + "password", password));
        return List.of(new PropertiesConfigSource(settings, "tollgate-postgres", ABOVE_APPLICATION_PROPERTIES));
    }

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(ABOVE_APPLICATION_PROPERTIES);
    }

    private static Optional<String> value(ConfigSourceContext context, String name) {
        return Optional.ofNullable(context.getValue(name))
                .map(ConfigValue::getValue)
                .filter(value -> !value.isBlank());
    }
}
