package io.tollgate.quota.publication;

import io.tollgate.quota.store.CatalogStore;
import io.tollgate.quota.store.Tx;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How far the catalog has come. */
@Path("/admin/v1")
@Tag(name = "publication")
public class PublicationResource {

    private final CatalogStore store;
    private final PublicationLoop publication;
    private final AppliedNodes nodes;

    public PublicationResource(CatalogStore store, PublicationLoop publication, AppliedNodes nodes) {
        this.store = store;
        this.publication = publication;
        this.nodes = nodes;
    }

    /**
     * Two versions.
     *
     * @param version what PostgreSQL has
     * @param publishedVersion what this instance last saw in Redis
     */
    @Schema(name = "Version")
    public record VersionDocument(long version, long publishedVersion) {}

    /**
     * The live nodes.
     *
     * @param version what PostgreSQL has
     * @param nodes by name
     */
    @Schema(name = "Nodes")
    public record NodesDocument(long version, List<NodeDocument> nodes) {}

    /**
     * A live node.
     *
     * @param name the node's name
     * @param appliedVersion what it works with
     * @param seenAt when it said so
     */
    @Schema(name = "Node")
    public record NodeDocument(String name, long appliedVersion, String seenAt) {}

    @GET
    @Path("/version")
    @Operation(summary = "The catalog's version, and the version last seen published")
    public VersionDocument version() {
        return new VersionDocument(store.read(Tx::version), publication.publishedVersion());
    }

    @GET
    @Path("/nodes")
    @Operation(summary = "Gateway nodes heard of in the last five seconds, and the version each has applied")
    public NodesDocument nodes() {
        var live = nodes.live().stream()
                .map(node -> new NodeDocument(
                        node.name(), node.version(), node.seenAt().toString()))
                .toList();
        return new NodesDocument(store.read(Tx::version), live);
    }
}
