package io.tollgate.usage.quota;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A list, or a part of one.
 *
 * @param items those that can be read, in the order of their ids
 * @param unreadable the others
 */
public record Listing<T>(List<T> items, List<Unreadable> unreadable) {

    public Listing {
        items = List.copyOf(items);
        unreadable = List.copyOf(unreadable);
    }

    /**
     * An item that cannot be read.
     *
     * @param id when that can be read
     * @param problem which item, and what is wrong with it
     */
    public record Unreadable(Optional<String> id, String problem) {}

    /**
     * All items, where the list is of no use without one of them.
     *
     * @throws UnreadableListException when one cannot be read
     */
    public List<T> complete() throws UnreadableListException {
        if (!unreadable.isEmpty()) {
            throw new UnreadableListException(unreadable.getFirst().problem());
        }
        return items;
    }

    Listing<T> plus(Listing<T> next) {
        List<T> allItems = new ArrayList<>(items);
        allItems.addAll(next.items);
        List<Unreadable> allUnreadable = new ArrayList<>(unreadable);
        allUnreadable.addAll(next.unreadable);
        return new Listing<>(allItems, allUnreadable);
    }

    int size() {
        return items.size() + unreadable.size();
    }
}
