package io.tollgate.quota.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import java.io.IOException;

/** Reads a text, and refuses one that PostgreSQL cannot keep: with the character NUL, or with half of a surrogate pair. */
final class StorableText extends StringDeserializer {

    private static final long serialVersionUID = 1L;

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        String text = super.deserialize(parser, context);
        if (isStorable(text)) {
            return text;
        }
        throw context.weirdStringException(text, String.class, "cannot be stored");
    }

    static boolean isStorable(String text) {
        return text == null
                || text.codePoints()
                        .noneMatch(character -> character == 0 || Character.getType(character) == Character.SURROGATE);
    }
}
