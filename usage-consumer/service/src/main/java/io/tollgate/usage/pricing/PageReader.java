package io.tollgate.usage.pricing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads a list of the quota service: an array, or an object that holds one. Thread-safe. */
final class PageReader<T> {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String what;
    private final Function<JsonNode, T> item;

    /**
     * @param what one of the list, for messages
     * @param item reads one; throws {@link IllegalArgumentException} or {@link DateTimeException} when it cannot
     */
    PageReader(String what, Function<JsonNode, T> item) {
        this.what = what;
        this.item = item;
    }

    /** A list that cannot be used; the message says which item and field. */
    static final class UnreadableListException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableListException(String problem) {
            super(problem);
        }
    }

    /**
     * Some of the list.
     *
     * @param items in the order of their ids
     * @param next what to ask for the rest with; empty when there is none
     */
    record Page<T>(List<T> items, Optional<String> next) {}

    Page<T> read(byte[] body) throws UnreadableListException {
        JsonNode root = root(body);
        JsonNode list = root.isArray() ? root : root.path("items");
        if (!list.isArray()) {
            throw new UnreadableListException("the answer is no list of " + what + "s");
        }
        List<T> items = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            try {
                items.add(item.apply(list.get(i)));
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new UnreadableListException(what + " [" + i + "]: " + e.getMessage());
            }
        }
        return new Page<>(items, Optional.ofNullable(root.path("next").textValue()));
    }

    private JsonNode root(byte[] body) throws UnreadableListException {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UnreadableListException("the list of " + what + "s is not JSON");
        }
    }
}
