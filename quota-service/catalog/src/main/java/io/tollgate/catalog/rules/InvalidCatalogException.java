package io.tollgate.catalog.rules;

import java.util.Objects;
import java.util.regex.Pattern;

/** A catalog value that breaks a rule. The message is written for the administrator who sent it. */
public final class InvalidCatalogException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** Identifiers appear in paths, Redis keys, headers and metrics labels. */
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    private final String field;
    private final String rule;

    /**
     * @param field the field at fault, as the administrator wrote it, for example {@code limits.burst}
     * @param rule what would be right, as the end of the sentence that begins with the field's name
     */
    public InvalidCatalogException(String field, String rule) {
        super("'" + field + "' " + rule);
        this.field = field;
        this.rule = rule;
    }

    /** The field at fault. */
    public String field() {
        return field;
    }

    /** The same fault seen from the document around it: {@code burst} within {@code limits[1]} is {@code limits[1].burst}. */
    public InvalidCatalogException within(String outer) {
        return new InvalidCatalogException(field.isEmpty() ? outer : outer + "." + field, rule);
    }

    /** Throws unless {@code holds}. */
    public static void require(boolean holds, String field, String rule) {
        if (!holds) {
            throw new InvalidCatalogException(field, rule);
        }
    }

    /** Returns {@code value}; throws when it is null. */
    public static <T> T present(T value, String field) {
        require(value != null, field, "is required");
        return Objects.requireNonNull(value);
    }

    /** Returns {@code value}; throws unless it has 1 to {@code most} characters, not all blank, none a control character. */
    public static String text(String value, String field, int most) {
        present(value, field);
        require(!value.isBlank() && value.length() <= most, field, "must have 1 to " + most + " characters");
        require(value.chars().noneMatch(Character::isISOControl), field, "must not contain control characters");
        return value;
    }

    /** Returns {@code value}; throws unless it is what identifiers may be. */
    public static String identifier(String value, String field) {
        present(value, field);
        require(
                IDENTIFIER.matcher(value).matches(),
                field,
                "must be 1 to 63 letters, digits, '.', '_' or '-', beginning with a letter or digit");
        return value;
    }
}
