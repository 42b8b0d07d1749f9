package io.tollgate.gateway.exchange.stored;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.gateway.affinity.Affinity;
import io.tollgate.gateway.affinity.Home;
import io.tollgate.gateway.affinity.MemoryOwnershipStore;
import io.tollgate.gateway.model.Reference;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FileListingTest {

    private final MemoryOwnershipStore store = new MemoryOwnershipStore();
    private final Affinity affinity = new Affinity(store, Set.of());
    private final FileListing listing = new FileListing(affinity);

    @Test
    void shouldListTheOwnFilesPageByPageTheNewestFirst() {
        for (int i = 0; i < 5; i++) {
            upload("acme", "file-" + i, i, i % 2 == 0 ? "assistants" : "batch");
        }
        upload("rival", "file-x", 9, "batch");

        assertThat(ids(page(null, 2, null))).containsExactly("file-4", "file-3");
        assertThat(page(null, 2, null).getBoolean("has_more")).isTrue();
        assertThat(ids(page("file-3", 2, null))).containsExactly("file-2", "file-1");
        JsonObject last = page("file-1", 2, null);
        assertThat(ids(last)).containsExactly("file-0");
        assertThat(last.getBoolean("has_more")).isFalse();
        assertThat(last.getString("last_id")).isEqualTo("file-0");
        assertThat(ids(page(null, 1_000_000, "batch"))).containsExactly("file-3", "file-1");
        assertThat(ids(page("file-x", 10, null))).isEmpty();
        assertThat(page(null, 10, null).getString("object")).isEqualTo("list");
    }

    @Test
    void shouldNotListWhatIsNotKeptAnyMore() {
        upload("acme", "file-1", 1, "batch");
        upload("acme", "file-2", 2, "batch");
        store.forget("acme", new Reference(Reference.Kind.FILE, "file-2"));

        assertThat(ids(page(null, 10, null))).containsExactly("file-1");
        affinity.forget("acme", new Reference(Reference.Kind.FILE, "file-1"));
        assertThat(ids(page(null, 10, null))).isEmpty();
    }

    @Test
    void shouldSayThatNobodyCanSay() {
        store.goAway();

        assertThat(listing.page("acme", new FileListing.Page(Optional.empty(), 1, true, Optional.empty()))
                        .toCompletableFuture()
                        .join())
                .isEmpty();
    }

    @Test
    void shouldKeepOfADescriptionWhatIsPublished() {
        assertThat(FileListing.description(Buffer.buffer("{\"id\":\"f\",\"bytes\":3,\"internal\":\"x\"}")))
                .contains("{\"id\":\"f\",\"bytes\":3}");
        assertThat(FileListing.description(Buffer.buffer("[]"))).isEmpty();
        assertThat(FileListing.description(Buffer.buffer("{\"id\""))).isEmpty();
    }

    private void upload(String tenant, String id, long createdAt, String purpose) {
        affinity.keep(tenant, new Reference(Reference.Kind.FILE, id), new Home("d", "r", 0));
        affinity.list(
                tenant,
                id,
                new JsonObject()
                        .put("id", id)
                        .put("created_at", createdAt)
                        .put("purpose", purpose)
                        .encode());
    }

    private JsonObject page(String after, int limit, String purpose) {
        var page = new FileListing.Page(Optional.ofNullable(after), limit, false, Optional.ofNullable(purpose));
        return listing.page("acme", page)
                .toCompletableFuture()
                .join()
                .orElseThrow()
                .toJsonObject();
    }

    private static List<String> ids(JsonObject page) {
        return page.getJsonArray("data").stream()
                .map(file -> ((JsonObject) file).getString("id"))
                .toList();
    }
}
