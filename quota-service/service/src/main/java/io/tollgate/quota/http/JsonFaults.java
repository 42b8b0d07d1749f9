package io.tollgate.quota.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.tollgate.catalog.rules.InvalidCatalogException;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** Says in an administrator's words what is wrong with a document, and where. */
final class JsonFaults {

    private JsonFaults() {}

    static Problem describe(JsonProcessingException fault) {
        if (fault.getCause() instanceof InvalidCatalogException cause) {
            return Problem.invalid(cause.field(), cause.getMessage());
        }
        return switch (fault) {
            case UnrecognizedPropertyException unknown -> unknownField(unknown);
            case InvalidFormatException format
            when format.getValue() instanceof String text && !StorableText.isStorable(text) -> unstorable(format);
            case InvalidFormatException format -> wrongType(format);
            case MismatchedInputException mismatch -> wrongType(mismatch);
            default -> malformed(fault);
        };
    }

    private static Problem unknownField(UnrecognizedPropertyException fault) {
        String field = path(fault.getPath());
        String known = fault.getKnownPropertyIds().stream()
                .map(Object::toString)
                .sorted()
                .collect(Collectors.joining(", "));
        return Problem.invalid(field, "'" + field + "' is not known here; known are " + known);
    }

    private static Problem wrongType(MismatchedInputException fault) {
        String field = path(fault.getPath());
        if (field.isEmpty()) {
            return Problem.invalid("body", "the body must be " + expected(fault.getTargetType()));
        }
        return Problem.invalid(field, "'" + field + "' must be " + expected(fault.getTargetType()));
    }

    private static Problem unstorable(InvalidFormatException fault) {
        String field = path(fault.getPath());
        return Problem.invalid(field, "'" + field + "' must not contain NUL or half of a surrogate pair");
    }

    private static Problem malformed(JsonProcessingException fault) {
        var location = fault.getLocation();
        String where =
                location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
        return Problem.invalid("body", "the body cannot be read as JSON: it breaks off or goes wrong" + where);
    }

    private static String expected(Class<?> type) {
        if (type == null) {
            return "of another type";
        }
        if (type == String.class) {
            return "a text";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type == BigDecimal.class) {
            return "a number";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "a whole number";
        }
        return Iterable.class.isAssignableFrom(type) ? "a list" : "an object";
    }

    private static String path(List<JsonMappingException.Reference> references) {
        var path = new StringBuilder();
        for (var reference : references) {
            if (reference.getFieldName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
            }
        }
        return path.toString();
    }
}
