package io.tollgate.catalog;

import java.util.regex.Pattern;

/** The rule for identifiers that appear in paths, Redis keys, headers and metrics labels. */
final class Names {

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    private Names() {}

    static String identifier(String value, String field) {
        InvalidCatalogException.present(value, field);
        InvalidCatalogException.require(
                IDENTIFIER.matcher(value).matches(),
                field,
                "must be 1 to 63 letters, digits, '.', '_' or '-', beginning with a letter or digit");
        return value;
    }
}
