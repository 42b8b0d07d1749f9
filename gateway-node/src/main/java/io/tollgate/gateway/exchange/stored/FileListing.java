package io.tollgate.gateway.exchange.stored;

import io.tollgate.gateway.affinity.Affinity;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The list of a tenant's files, from what the node noted when they were uploaded, in the form of
 * <a href="https://platform.openai.com/docs/api-reference/files/list">OpenAI's</a>. Thread-safe.
 */
public final class FileListing {

    static final int MAX_PAGE = 100;

    private static final List<String> FIELDS =
            List.of("id", "object", "bytes", "created_at", "expires_at", "filename", "purpose", "status");

    private final Affinity affinity;

    public FileListing(Affinity affinity) {
        this.affinity = affinity;
    }

    /**
     * Which files are asked for.
     *
     * @param after the last file of the page before
     * @param limit how many, at most {@value FileListing#MAX_PAGE}
     * @param oldestFirst the newest come first otherwise
     */
    public record Page(Optional<String> after, int limit, boolean oldestFirst, Optional<String> purpose) {
        public Page {
            limit = Math.clamp(limit, 1, MAX_PAGE);
        }
    }

    /** What to keep of a file that a backend has described; empty when it is no description. */
    static Optional<String> description(Buffer answer) {
        try {
            var told = new JsonObject(answer);
            var kept = new JsonObject();
            FIELDS.stream().filter(told::containsKey).forEach(field -> kept.put(field, told.getValue(field)));
            return Optional.of(kept.encode());
        } catch (DecodeException | ClassCastException e) {
            return Optional.empty();
        }
    }

    /** The page; empty when nobody can say what the tenant has. */
    public CompletionStage<Optional<Buffer>> page(String tenant, Page page) {
        return affinity.listed(tenant).thenCompose(listed -> {
            List<JsonObject> from = listed.map(all -> from(all.values(), page)).orElse(List.of());
            List<JsonObject> on = from.subList(0, Math.min(page.limit(), from.size()));
            boolean more = from.size() > on.size();
            return affinity.present(
                            tenant,
                            on.stream().map(file -> file.getString("id")).toList())
                    .thenApply(present -> listed.map(all -> document(on, new HashSet<>(present), more)));
        });
    }

    /** The files from the page's beginning on. */
    private static List<JsonObject> from(Collection<String> descriptions, Page page) {
        Comparator<JsonObject> order = Comparator.comparing((JsonObject file) -> file.getLong("created_at", 0L))
                .thenComparing(file -> file.getString("id"));
        List<JsonObject> files = new ArrayList<>(descriptions.stream()
                .map(JsonObject::new)
                .filter(file -> file.getString("id") != null)
                .filter(file -> page.purpose()
                        .filter(wanted -> !wanted.equals(file.getString("purpose")))
                        .isEmpty())
                .sorted(page.oldestFirst() ? order : order.reversed())
                .toList());
        if (page.after().isEmpty()) {
            return files;
        }
        for (int i = 0; i < files.size(); i++) {
            if (Objects.equals(files.get(i).getString("id"), page.after().get())) {
                return files.subList(i + 1, files.size());
            }
        }
        return List.of();
    }

    private static Buffer document(List<JsonObject> files, Set<String> present, boolean more) {
        var data = new JsonArray();
        files.stream().filter(file -> present.contains(file.getString("id"))).forEach(data::add);
        var list = new JsonObject().put("object", "list").put("data", data).put("has_more", more);
        if (!files.isEmpty()) {
            list.put("first_id", files.getFirst().getString("id"));
            list.put("last_id", files.getLast().getString("id"));
        }
        return list.toBuffer();
    }
}
