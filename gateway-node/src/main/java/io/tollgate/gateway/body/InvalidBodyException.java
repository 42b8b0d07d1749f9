package io.tollgate.gateway.body;

import com.fasterxml.jackson.core.JsonToken;

/** Ends the reading of a body. Never leaves this package. */
final class InvalidBodyException extends RuntimeException {

    private final transient BodyReading.Invalid reading;

    private InvalidBodyException(String message, String param, String code) {
        super(message, null, false, false);
        this.reading = new BodyReading.Invalid(message, param, code);
    }

    BodyReading.Invalid reading() {
        return reading;
    }

    static InvalidBodyException malformed() {
        return new InvalidBodyException(
                "We could not parse the JSON body of your request. The body must be one JSON object in UTF-8, and"
                        + " nothing else.",
                null,
                "invalid_json");
    }

    static InvalidBodyException beyondBounds() {
        return new InvalidBodyException(
                "The JSON body of your request is nested too deeply, or holds a name or a number that is too long.",
                null,
                "json_too_complex");
    }

    static InvalidBodyException notAnObject(JsonToken got) {
        return new InvalidBodyException(
                "Invalid body: expected a JSON object, but got " + describe(got) + " instead.", null, "invalid_type");
    }

    static InvalidBodyException wrongType(String param, String expected, JsonToken got) {
        return new InvalidBodyException(
                "Invalid type for '%s': expected %s, but got %s instead.".formatted(param, expected, describe(got)),
                param,
                "invalid_type");
    }

    static InvalidBodyException missing(String param) {
        return new InvalidBodyException(
                "Missing required parameter: '%s'.".formatted(param), param, "missing_required_parameter");
    }

    static InvalidBodyException duplicate(String param) {
        return new InvalidBodyException(
                "Duplicate parameter: '%s' may be given only once.".formatted(param), param, "duplicate_parameter");
    }

    static InvalidBodyException empty(String param) {
        return new InvalidBodyException(
                "Invalid '%s': empty array. Expected an array with at least one element.".formatted(param),
                param,
                "empty_array");
    }

    static InvalidBodyException tooLong(String param, int mostCharacters) {
        return new InvalidBodyException(
                "Invalid '%s': string too long. Expected at most %d characters.".formatted(param, mostCharacters),
                param,
                "string_above_max_length");
    }

    static InvalidBodyException tooMany(String param, int most) {
        return new InvalidBodyException(
                "Invalid '%s': at most %d may be named.".formatted(param, most), param, "array_above_max_length");
    }

    /** A reference to an item where none belongs. */
    static InvalidBodyException unsupportedReference(String param) {
        return new InvalidBodyException(
                "Items are named by 'item_reference' only in 'input' and 'items'.",
                param,
                "unsupported_item_reference");
    }

    static InvalidBodyException below(String param, long least) {
        return new InvalidBodyException(
                "Invalid '%s': integer below minimum value. Expected a value >= %d.".formatted(param, least),
                param,
                "integer_below_min_value");
    }

    static InvalidBodyException above(String param, long most) {
        return new InvalidBodyException(
                "Invalid '%s': integer above maximum value. Expected a value <= %d.".formatted(param, most),
                param,
                "integer_above_max_value");
    }

    private static String describe(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT -> "an integer";
            case VALUE_NUMBER_FLOAT -> "a decimal number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            default -> "something else";
        };
    }
}
