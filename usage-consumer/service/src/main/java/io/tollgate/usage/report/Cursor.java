package io.tollgate.usage.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tollgate.usage.problem.InvalidParameterException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Where a page ended: the values that its last row was ordered by. Opaque to callers, and of use only with the order for
 * which it was made.
 */
public final class Cursor {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    private Cursor() {}

    /** {@code values} of the row, as text to give to whoever asks for more; {@code order} says what they are values of. */
    public static String of(List<String> order, List<String> values) {
        List<String> all = new ArrayList<>(order);
        all.addAll(values);
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(JSON.writeValueAsBytes(all));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list of text is always writable", e);
        }
    }

    /**
     * The values that {@code cursor} was made of.
     *
     * @throws InvalidParameterException when it was made for another order, or by somebody else
     */
    public static List<String> values(List<String> order, String cursor, int count) {
        try {
            List<String> all = JSON.readValue(Base64.getUrlDecoder().decode(cursor), TEXTS);
            if (all != null
                    && all.size() == order.size() + count
                    && all.subList(0, order.size()).equals(order)
                    && all.stream().noneMatch(text -> text == null || text.indexOf('\0') >= 0)) {
                return List.copyOf(all.subList(order.size(), all.size()));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw unusable();
        }
        throw unusable();
    }

    private static InvalidParameterException unusable() {
        return new InvalidParameterException("after", "must be what next was in an answer to the same question");
    }
}
