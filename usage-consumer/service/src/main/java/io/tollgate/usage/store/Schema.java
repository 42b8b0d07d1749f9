package io.tollgate.usage.store;

import jakarta.inject.Singleton;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The store's tables. Several consumers may migrate at once; one does, the others wait. */
@Singleton
public final class Schema {

    private final Flyway flyway;

    Schema(Flyway flyway) {
        this.flyway = flyway;
    }

    /**
     * Brings the tables to this version.
     *
     * @throws FlywayException when the store is not there, or is not as this version expects it
     */
    public void migrate() {
        flyway.migrate();
    }
}
