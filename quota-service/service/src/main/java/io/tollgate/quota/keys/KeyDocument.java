package io.tollgate.quota.keys;

import io.tollgate.catalog.ApiKey;
import io.tollgate.quota.limits.LimitDocument;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A key as administrators see it.
 *
 * @param priority absent when it has the tenant's
 * @param key the key itself, in the answer to its making and never again
 */
@Schema(name = "Key", description = "A key; its secret is shown once, when it is made")
public record KeyDocument(
        String id,
        String tenantId,
        String application,
        boolean revoked,
        String expiresAt,
        List<LimitDocument> limits,
        String priority,
        String key) {

    static KeyDocument of(ApiKey key) {
        return showing(key, null);
    }

    static KeyDocument showing(ApiKey key, String secret) {
        return new KeyDocument(
                key.id(),
                key.tenantId(),
                key.application(),
                key.revoked(),
                key.expiresAt().map(Instant::toString).orElse(null),
                LimitDocument.of(key.limits()),
                key.priority().orElse(null),
                secret);
    }

    @Override
    public String toString() {
        return "KeyDocument[id=" + id + "]";
    }
}
