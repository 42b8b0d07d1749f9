package io.tollgate.quota.crud;

import io.tollgate.quota.http.PageOptions;
import java.util.List;
import java.util.function.Function;

/**
 * A part of a list.
 *
 * @param items in order of their ids
 * @param next what to give as {@code after} for the next page; absent on the last one
 */
public record Page<D>(List<D> items, String next) {

    public Page {
        items = List.copyOf(items);
    }

    /** The page of {@code found}, which has one more than the page's size when there is a next one. */
    public static <R, D> Page<D> of(
            List<R> found, PageOptions options, Function<R, String> idOf, Function<R, D> toDocument) {
        var shown = found.subList(0, Math.min(found.size(), options.size()));
        String next = found.size() > shown.size() ? idOf.apply(shown.getLast()) : null;
        return new Page<>(shown.stream().map(toDocument).toList(), next);
    }
}
