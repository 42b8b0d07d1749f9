package io.tollgate.quota.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An error as RFC 9457 has it.
 *
 * @param type what went wrong, for programs
 * @param title the same for people
 * @param status the HTTP status
 * @param detail what to do about it
 * @param field the field, parameter or header at fault; absent when there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "An error (RFC 9457)")
public record Problem(String type, String title, int status, String detail, String field) {

    /** The media type of a problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String PREFIX = "urn:tollgate:problem:";

    public static Problem invalid(String field, String detail) {
        return new Problem(PREFIX + "invalid", "The request is not valid", 400, detail, field);
    }

    public static Problem unauthorized() {
        return new Problem(
                PREFIX + "unauthorized",
                "The administrator's key is missing or wrong",
                401,
                "Send the administrator's key as 'Authorization: Bearer <key>' or 'api-key: <key>'.",
                null);
    }

    public static Problem notFound(String noun, String id) {
        return new Problem(
                PREFIX + "not-found", "There is no such resource", 404, noun + " '" + id + "' does not exist", null);
    }

    public static Problem conflict(String field, String detail) {
        return new Problem(PREFIX + "conflict", "The catalog does not allow it", 409, detail, field);
    }

    public static Problem preconditionFailed(String header, String detail) {
        return new Problem(PREFIX + "precondition-failed", "The resource is not as expected", 412, detail, header);
    }

    public static Problem tooLarge(String detail) {
        return new Problem(PREFIX + "too-large", "The request is too large", 413, detail, null);
    }

    public static Problem unavailable(String detail) {
        return new Problem(PREFIX + "unavailable", "A store does not answer", 503, detail, null);
    }

    /** For what the HTTP layer refuses by itself, such as a wrong method or media type. */
    public static Problem ofStatus(int status, String title) {
        return new Problem("about:blank", title, status, null, null);
    }
}
