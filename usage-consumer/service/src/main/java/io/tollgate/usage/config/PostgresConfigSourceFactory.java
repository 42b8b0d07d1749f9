package io.tollgate.usage.config;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Translates {@code TOLLGATE_POSTGRES_URL}, {@code _USER} and {@code _PASSWORD} for the data source. Explicit
 * {@code QUARKUS_DATASOURCE_*} variables win.
 */
public final class PostgresConfigSourceFactory implements ConfigSourceFactory {

    private static final int ABOVE_APPLICATION_PROPERTIES = 275;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        Optional<PostgresUrl> url = value(context, "tollgate.postgres-url").map(PostgresUrl::parse);
        Map<String, String> translated = new HashMap<>();
        url.ifPresent(found -> translated.put("quarkus.datasource.jdbc.url", found.jdbcUrl()));
        value(context, "tollgate.postgres-user")
                .or(() -> url.flatMap(PostgresUrl::user))
                .ifPresent(user -> translated.put("quarkus.datasource.username", user));
        value(context, "tollgate.postgres-password")
                .or(() -> url.flatMap(PostgresUrl::password))
                .ifPresent(password -> translated.put("quarkus.datasource.password", escaped(password)));
        return List.of(new PropertiesConfigSource(translated, "tollgate-postgres", ABOVE_APPLICATION_PROPERTIES));
    }

    private static Optional<String> value(ConfigSourceContext context, String name) {
        ConfigValue found = context.getValue(name);
        return Optional.ofNullable(found)
                .map(ConfigValue::getValue)
                .map(String::trim)
                .filter(text -> !text.isEmpty());
    }

    /** A password is taken literally: no expression in it is expanded. */
    private static String escaped(String password) {
        return password.replace("\\", "\\\\").replace("${", "\\${");
    }
}
