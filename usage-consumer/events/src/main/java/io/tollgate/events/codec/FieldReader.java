package io.tollgate.events.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import java.io.IOException;

/** Reads typed values at the parser's position; wrong types are refused by the field's path. Not thread-safe. */
final class FieldReader {

    /** Takes the value of one field, at which the parser stands. */
    @FunctionalInterface
    interface Field {
        void read(String name) throws IOException, UnreadableUsageEventException;
    }

    private final JsonParser parser;
    private String prefix = "";

    FieldReader(JsonParser parser) {
        this.parser = parser;
    }

    /** Hands every field of the object at the parser's position to {@code field}; null values are left out. */
    void object(String path, Field field) throws IOException, UnreadableUsageEventException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw wrong(path, "must be an object");
        }
        String outer = prefix;
        prefix = path.isEmpty() ? "" : outer + path + ".";
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_NULL) {
                field.read(name);
            }
        }
        prefix = outer;
    }

    /** Hands the parser to {@code item} at each element of the array at its position. */
    void array(String path, Field item) throws IOException, UnreadableUsageEventException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw wrong(path, "must be an array");
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            item.read(path);
        }
    }

    String text(String name) throws IOException, UnreadableUsageEventException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw wrong(name, "must be a string");
        }
        return WireText.clean(parser.getText());
    }

    boolean flag(String name) throws IOException, UnreadableUsageEventException {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw wrong(name, "must be true or false");
        };
    }

    long integer(String name, long least, long most) throws IOException, UnreadableUsageEventException {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw wrong(name, "must be an integer");
        }
        long value;
        try {
            value = parser.getLongValue();
        } catch (InputCoercionException e) {
            throw wrong(name, "must be " + least + " to " + most);
        }
        if (value < least || value > most) {
            throw wrong(name, "must be " + least + " to " + most);
        }
        return value;
    }

    void skip() throws IOException {
        parser.skipChildren();
    }

    UnreadableUsageEventException wrong(String name, String problem) {
        return new UnreadableUsageEventException(prefix + name, problem);
    }
}
