package io.tollgate.events;

import java.util.Map;

/**
 * Who asked. Names are empty, never null, where nothing is known.
 *
 * @param tenant the tenant's id
 * @param costCentre where finance books the cost
 * @param application the key's application
 * @param keyId the key's public id
 * @param user the end user, from the request's {@code user} field or a header
 * @param tags from {@code x-tollgate-tag-*} headers
 * @param product the group of tenants that the tenant belongs to
 * @param session what the caller says belongs together
 * @param addressClass where the caller's address lies: {@code loopback}, {@code private} or {@code public}; never the
 *     address itself
 */
public record Caller(
        String tenant,
        String costCentre,
        String application,
        String keyId,
        String user,
        Map<String, String> tags,
        String product,
        String session,
        String addressClass) {

    /** Nobody that is known: a request without a valid key. */
    public static final Caller UNKNOWN = new Caller("", "", "", "", "", Map.of());

    public Caller {
        tags = Map.copyOf(tags);
    }

    /** A caller of no product, of no session, from nowhere in particular. */
    public Caller(
            String tenant, String costCentre, String application, String keyId, String user, Map<String, String> tags) {
        this(tenant, costCentre, application, keyId, user, tags, "", "", "");
    }
}
