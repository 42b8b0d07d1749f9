package io.tollgate.quota.crud;

import io.tollgate.catalog.rules.InvalidCatalogException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Conversion of lists, with the position in the name of a field at fault. */
public final class Fields {

    private Fields() {}

    /**
     * Every item converted; an absent list is an empty one.
     *
     * @throws InvalidCatalogException with a field such as {@code limits[1].burst}
     */
    public static <D, T> List<T> each(List<D> items, String field, Function<D, T> convert) {
        if (items == null) {
            return List.of();
        }
        var converted = new ArrayList<T>(items.size());
        for (int i = 0; i < items.size(); i++) {
            String at = field + "[" + i + "]";
            D item = items.get(i);
            if (item == null) {
                throw new InvalidCatalogException(at, "must not be null");
            }
            converted.add(within(at, () -> convert.apply(item)));
        }
        return List.copyOf(converted);
    }

    /**
     * What {@code convert} makes of a part of a document.
     *
     * @throws InvalidCatalogException with the part's name before the field's
     */
    public static <T> T within(String part, Supplier<T> convert) {
        try {
            return convert.get();
        } catch (InvalidCatalogException e) {
            throw e.within(part);
        }
    }

    /** What is said, or what applies when nothing is. */
    public static <T> T orElse(T said, T usual) {
        return said == null ? usual : said;
    }

    /** The texts; none of them absent. */
    public static List<String> texts(List<String> items, String field) {
        return each(items, field, Function.identity());
    }
}
