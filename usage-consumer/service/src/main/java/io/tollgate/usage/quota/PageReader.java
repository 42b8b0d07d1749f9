package io.tollgate.usage.quota;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads what the quota service answers: single resources, and lists, which are arrays or objects that hold one. Thread-safe. */
public final class PageReader<T> {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String what;
    private final Function<JsonNode, T> item;

    /**
     * @param what one of the list, for messages
     * @param item reads one; throws {@link IllegalArgumentException}, {@link ArithmeticException} or {@link DateTimeException} when
     *     it cannot
     */
    public PageReader(String what, Function<JsonNode, T> item) {
        this.what = what;
        this.item = item;
    }

    /**
     * Some of the list.
     *
     * @param listing what is in it
     * @param next what to ask for the rest with; empty when there is none
     */
    public record Page<T>(Listing<T> listing, Optional<String> next) {}

    /**
     * A page; an item that cannot be read takes nothing from the others.
     *
     * @throws UnreadableListException when it is no list
     */
    public Page<T> read(byte[] body) throws UnreadableListException {
        JsonNode root = root(body);
        JsonNode list = root.isArray() ? root : root.path("items");
        if (!list.isArray()) {
            throw new UnreadableListException("the answer is no list of " + what + "s");
        }
        List<T> items = new ArrayList<>(list.size());
        List<Listing.Unreadable> unreadable = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            try {
                items.add(item.apply(list.get(i)));
            } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
                unreadable.add(unreadable(list.get(i), i, e));
            }
        }
        return new Page<>(
                new Listing<>(items, unreadable),
                Optional.ofNullable(root.path("next").textValue()));
    }

    /**
     * A single one.
     *
     * @throws UnreadableListException when it cannot be read
     */
    public T readOne(byte[] body) throws UnreadableListException {
        JsonNode root = root(body);
        try {
            return item.apply(root);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw new UnreadableListException(what + ": " + e.getMessage());
        }
    }

    private Listing.Unreadable unreadable(JsonNode node, int index, RuntimeException e) {
        Optional<String> id = Optional.ofNullable(node.path("id").textValue());
        String named = id.map(text -> " '" + text + "'").orElse("");
        return new Listing.Unreadable(id, what + " [" + index + "]" + named + ": " + e.getMessage());
    }

    private JsonNode root(byte[] body) throws UnreadableListException {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UnreadableListException("the list of " + what + "s is not JSON");
        }
    }
}
