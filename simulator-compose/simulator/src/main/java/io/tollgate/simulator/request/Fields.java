package io.tollgate.simulator.request;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** A JSON parser that refuses wrong types with the name of the field. */
final class Fields {
    private final JsonParser json;

    Fields(JsonParser json) {
        this.json = json;
    }

    static InvalidRequestException wrongType(String field, String expected) {
        return new InvalidRequestException(
                "Invalid value for '" + field + "': expected " + expected + ".", field, "invalid_type");
    }

    JsonToken next() throws IOException {
        return json.nextToken();
    }

    String name() throws IOException {
        return json.currentName();
    }

    void skip() throws IOException {
        json.skipChildren();
    }

    boolean isNull() {
        return json.currentToken() == JsonToken.VALUE_NULL;
    }

    boolean isText() {
        return json.currentToken() == JsonToken.VALUE_STRING;
    }

    boolean isObject() {
        return json.currentToken() == JsonToken.START_OBJECT;
    }

    String text(String field) throws IOException {
        if (!isText()) {
            throw wrongType(field, "a string");
        }
        return json.getText();
    }

    String textOrNull(String field) throws IOException {
        return isNull() ? null : text(field);
    }

    boolean flag(String field) {
        return switch (json.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE, VALUE_NULL -> false;
            default -> throw wrongType(field, "a boolean");
        };
    }

    OptionalInt number(String field, int least, int most) throws IOException {
        if (isNull()) {
            return OptionalInt.empty();
        }
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw wrongType(field, "an integer");
        }
        if (json.getNumberType() != JsonParser.NumberType.INT
                || json.getIntValue() < least
                || json.getIntValue() > most) {
            throw wrongType(field, "an integer from " + least + " to " + most);
        }
        return OptionalInt.of(json.getIntValue());
    }

    List<String> texts(String field, int most) throws IOException {
        if (isText()) {
            return List.of(json.getText());
        }
        expectArray(field);
        List<String> result = new ArrayList<>();
        while (next() != JsonToken.END_ARRAY) {
            result.add(text(field));
            if (result.size() > most) {
                throw wrongType(field, "at most " + most + " strings");
            }
        }
        return result;
    }

    void expectArray(String field) {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw wrongType(field, "an array");
        }
    }

    void expectObject(String field) {
        if (!isObject()) {
            throw wrongType(field, "an object");
        }
    }
}
