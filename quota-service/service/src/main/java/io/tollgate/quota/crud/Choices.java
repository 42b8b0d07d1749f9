package io.tollgate.quota.crud;

import io.tollgate.catalog.rules.InvalidCatalogException;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads a value of an enumeration by the constant's name or its name in JSON. */
public final class Choices {

    private Choices() {}

    /**
     * @throws InvalidCatalogException when {@code text} is absent or none of the names
     */
    public static <E extends Enum<E>> E read(String text, String field, E[] all, Function<E, String> wireName) {
        if (text == null) {
            throw new InvalidCatalogException(field, "is required");
        }
        return Arrays.stream(all)
                .filter(choice -> text.equals(wireName.apply(choice))
                        || text.toUpperCase(Locale.ROOT).replace('-', '_').equals(choice.name()))
                .findFirst()
                .orElseThrow(() -> new InvalidCatalogException(
                        field,
                        "must be one of " + Arrays.stream(all).map(wireName).collect(Collectors.joining(", "))));
    }
}
