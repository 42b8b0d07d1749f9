package io.tollgate.events;

import java.util.Map;

/**
 * Who asked. Names are empty, never null, where nothing is known.
 *
 * @param tenant the tenant's id
 * @param costCentre where finance books the cost
 * @param application the key's application
 * @param keyId the key's public id
 * @param user the end user, from the request's {@code user} field
 * @param tags from {@code x-tollgate-tag-*} headers
 */
public record Caller(
        String tenant, String costCentre, String application, String keyId, String user, Map<String, String> tags) {

    /** Nobody that is known: a request without a valid key. */
    public static final Caller UNKNOWN = new Caller("", "", "", "", "", Map.of());

    public Caller {
        tags = Map.copyOf(tags);
    }
}
