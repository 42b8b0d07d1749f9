package io.tollgate.gateway.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tollgate.catalog.ApiKey;
import io.tollgate.catalog.CatalogSnapshot;
import io.tollgate.catalog.Tenant;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CatalogRecordsTest {

    /** A native node that cannot read a part of the catalog cannot read any of it. */
    @Test
    void shouldNameEverythingThatACatalogConsistsOf() {
        Set<Class<?>> parts = new HashSet<>();
        List.of(CatalogSnapshot.class, Tenant.class, ApiKey.class).forEach(read -> collect(read, parts));

        assertThat(CatalogRecords.class
                        .getAnnotation(RegisterForReflection.class)
                        .targets())
                .containsExactlyInAnyOrderElementsOf(parts)
                .hasSizeGreaterThan(20);
    }

    private static void collect(Type type, Set<Class<?>> parts) {
        if (type instanceof ParameterizedType generic) {
            for (Type argument : generic.getActualTypeArguments()) {
                collect(argument, parts);
            }
        } else if (type instanceof Class<?> one && one.getName().startsWith("io.tollgate.") && parts.add(one)) {
            if (one.isRecord()) {
                for (RecordComponent component : one.getRecordComponents()) {
                    collect(component.getGenericType(), parts);
                }
            }
        }
    }
}
