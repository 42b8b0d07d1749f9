package io.tollgate.simulator.answer;

import io.vertx.core.buffer.Buffer;

/**
 * An OpenAI error object.
 *
 * @param status to be sent with it
 * @param code of the error, or null
 * @param type of the error, or null
 * @param message for the caller
 * @param param the field at fault, or null
 */
public record ErrorAnswer(int status, String code, String type, String message, String param) {

    /** No or a wrong credential. */
    public static ErrorAnswer unauthorized() {
        return new ErrorAnswer(
                401,
                "401",
                "invalid_request_error",
                "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key.",
                null);
    }

    /** A deployment that is not there. */
    public static ErrorAnswer noDeployment() {
        return new ErrorAnswer(
                404,
                "DeploymentNotFound",
                "invalid_request_error",
                "The API deployment for this resource does not exist.",
                null);
    }

    /** A path, or an api-version, that is not there. */
    public static ErrorAnswer noResource() {
        return new ErrorAnswer(404, "404", "invalid_request_error", "Resource not found", null);
    }

    /** A wrong method. */
    public static ErrorAnswer wrongMethod() {
        return new ErrorAnswer(405, "405", "invalid_request_error", "The method is not allowed for this path.", null);
    }

    /** A request that cannot be served; {@code code} and {@code param} may be null. */
    public static ErrorAnswer badRequest(String message, String param, String code) {
        return of(400, message, param, code);
    }

    /** A request that cannot be served, with any status. */
    public static ErrorAnswer of(int status, String message, String param, String code) {
        return new ErrorAnswer(status, code, "invalid_request_error", message, param);
    }

    /** A body beyond the limit. */
    public static ErrorAnswer tooLarge(long mostBytes) {
        return new ErrorAnswer(
                413, "413", "invalid_request_error", "The body is larger than " + mostBytes + " bytes.", null);
    }

    /** A limit is reached. */
    public static ErrorAnswer throttled(String limit, long retryAfterSeconds) {
        return new ErrorAnswer(
                429,
                "429",
                "too_many_requests",
                "Requests have exceeded the " + limit + " of this deployment. Please retry after " + retryAfterSeconds
                        + " seconds.",
                null);
    }

    /** What a fault says. */
    public static ErrorAnswer fault(int status) {
        String type = status == 429 ? "too_many_requests" : status < 500 ? "invalid_request_error" : "server_error";
        return new ErrorAnswer(status, Integer.toString(status), type, "A simulated fault.", null);
    }

    /** As JSON. */
    public Buffer json() {
        return Buffer.buffer("{\"error\":{\"message\":" + Text.quoted(message) + ",\"type\":" + orNull(type)
                + ",\"param\":" + orNull(param) + ",\"code\":" + orNull(code) + "}}");
    }

    private static String orNull(String text) {
        return text == null ? "null" : Text.quoted(text);
    }
}
