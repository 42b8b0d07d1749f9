package io.tollgate.catalog;

import static io.tollgate.catalog.rules.InvalidCatalogException.identifier;
import static io.tollgate.catalog.rules.InvalidCatalogException.require;
import static io.tollgate.catalog.rules.InvalidCatalogException.text;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is stored of a key: never the key itself.
 *
 * @param id public identifier, safe in logs, events and reports
 * @param tenantId the tenant that the key acts for
 * @param application the calling application's name, for attribution
 * @param hash lower-case hexadecimal SHA-256 of the key's UTF-8 bytes; keys carry at least 128 random bits, so no salt is needed
 * @param revoked when true the key is refused for good
 * @param expiresAt after this instant the key is refused
 * @param limits on top of the tenant's; none twice, at most 4 for any one request
 * @param priority the most urgent {@link PriorityClass} that its requests may have; the tenant's when absent
 */
public record ApiKey(
        String id,
        String tenantId,
        String application,
        String hash,
        boolean revoked,
        Optional<Instant> expiresAt,
        List<Limit> limits,
        Optional<String> priority) {

    public ApiKey {
        identifier(id, "id");
        identifier(tenantId, "tenantId");
        text(application, "application", 200);
        require(hash != null && hash.matches("[0-9a-f]{64}"), "hash", "must be a SHA-256 in lower-case hexadecimal");
        expiresAt = expiresAt == null ? Optional.empty() : expiresAt;
        limits = Limit.requireDistinct(limits, Limit.MOST_AT_ONCE_OF_KEY);
        priority = priority == null ? Optional.empty() : priority;
        priority.ifPresent(value -> identifier(value, "priority"));
    }

    /** Whether the key may be used at {@code now}. */
    public boolean usableAt(Instant now) {
        return !revoked && expiresAt.map(now::isBefore).orElse(true);
    }

    /** The same key, refused for good. */
    public ApiKey asRevoked() {
        return new ApiKey(id, tenantId, application, hash, true, expiresAt, limits, priority);
    }

    /** The same key with these limits. */
    public ApiKey withLimits(List<Limit> others) {
        return new ApiKey(id, tenantId, application, hash, revoked, expiresAt, others, priority);
    }

    /** The same key with this priority. */
    public ApiKey withPriority(Optional<String> other) {
        return new ApiKey(id, tenantId, application, hash, revoked, expiresAt, limits, other);
    }
}
