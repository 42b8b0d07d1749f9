package io.tollgate.quota.crud;

import io.tollgate.quota.http.WriteOptions;
import io.tollgate.quota.publication.AppliedNodes;
import io.tollgate.quota.publication.PublicationLoop;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;

/** Tells the caller of a write how far the change has come. Thread-safe. */
@Singleton
public class Announcer {

    private final PublicationLoop publication;
    private final AppliedNodes nodes;

    public Announcer(PublicationLoop publication, AppliedNodes nodes) {
        this.publication = publication;
        this.nodes = nodes;
    }

    /**
     * Waits, for bounded times, until {@code version} is published and, if the caller asked for it, applied; then adds
     * {@code x-tollgate-version}, {@code -published} and {@code -applied} to the answer.
     */
    public Response announce(Response.ResponseBuilder answer, long version, WriteOptions options) {
        boolean published = publication.awaitPublished(version);
        answer.header("x-tollgate-version", version).header("x-tollgate-published", published);
        if (options.waitsUntilApplied()) {
            answer.header("x-tollgate-applied", published && nodes.awaitApplied(version));
        }
        return answer.build();
    }
}
