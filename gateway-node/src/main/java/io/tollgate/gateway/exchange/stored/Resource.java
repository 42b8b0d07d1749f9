package io.tollgate.gateway.exchange.stored;

import io.tollgate.gateway.model.Reference;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that a backend remembers, or the place where such things are made.
 *
 * @param kind what it is
 * @param id of one; empty for the place
 * @param part of it that is meant, with a slash before; empty for itself
 */
public record Resource(Reference.Kind kind, Optional<String> id, String part) {

    private static final Pattern ONE = Pattern.compile("/([A-Za-z0-9_-]{1,256})((?:/[A-Za-z0-9_-]{1,256}){0,2})");
    private static final String ITEM = "/items/";

    /** Operations of the API that stand where the id of a response does. */
    private static final Set<String> OPERATIONS = Set.of("input_tokens", "compact");

    /** What {@code path}, such as {@code responses/resp_1/cancel}, means; empty when it is no such path. */
    public static Optional<Resource> read(String path) {
        for (Reference.Kind kind : Reference.Kind.values()) {
            String place = place(kind);
            if (path.startsWith(place)) {
                return read(kind, path.substring(place.length()))
                        .filter(resource -> !resource.methods().isEmpty());
            }
        }
        return Optional.empty();
    }

    private static Optional<Resource> read(Reference.Kind kind, String rest) {
        if (rest.isEmpty()) {
            return Optional.of(new Resource(kind, Optional.empty(), ""));
        }
        Matcher one = ONE.matcher(rest);
        return one.matches() && !(kind == Reference.Kind.RESPONSE && OPERATIONS.contains(one.group(1)))
                ? Optional.of(new Resource(kind, Optional.of(one.group(1)), one.group(2)))
                : Optional.empty();
    }

    private static String place(Reference.Kind kind) {
        return kind.wireName() + "s";
    }

    /** What may be done with it; nothing when there is no such thing. The list of files is the tenant's own, as Tollgate noted it; a
     * backend's would show what is others'. */
    public List<String> methods() {
        if (id.isEmpty()) {
            return switch (kind) {
                case CONVERSATION -> List.of("POST");
                case FILE -> List.of("GET", "POST");
                case RESPONSE, CONTAINER, ITEM, OTHER -> List.of();
            };
        }
        return switch (kind) {
            case RESPONSE ->
                switch (part) {
                    case "" -> List.of("GET", "DELETE");
                    case "/input_items" -> List.of("GET");
                    case "/cancel" -> List.of("POST");
                    default -> List.of();
                };
            case CONVERSATION ->
                switch (part) {
                    case "" -> List.of("GET", "POST", "DELETE");
                    case "/items" -> List.of("GET", "POST");
                    default -> part.startsWith(ITEM) ? List.of("GET", "DELETE") : List.of();
                };
            case FILE ->
                switch (part) {
                    case "" -> List.of("GET", "DELETE");
                    case "/content" -> List.of("GET");
                    default -> List.of();
                };
            case CONTAINER, ITEM, OTHER -> List.of();
        };
    }

    /** The thing itself; empty for the place where such things are made. */
    public Optional<Reference> thing() {
        return id.map(name -> new Reference(kind, name));
    }

    /** The end of its URL's path, the same in every path family. */
    public String path() {
        return place(kind) + id.map(name -> "/" + name).orElse("") + part;
    }

    /** The same without names: one of few words. */
    public String template() {
        String shape = part.startsWith(ITEM) ? "/items/{id}" : part;
        return place(kind) + (id.isPresent() ? "/{id}" : "") + shape;
    }
}
