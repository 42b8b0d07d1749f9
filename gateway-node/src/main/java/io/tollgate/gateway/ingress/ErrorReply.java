package io.tollgate.gateway.ingress;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/**
 * An error as callers see it.
 *
 * @param status the HTTP status
 * @param message for people
 * @param type OpenAI's class of error
 * @param param the field at fault, or null
 * @param code for programs
 * @param retryAfterMillis when to try again; 0 when that would not help
 * @param limit the limit that said no, or null
 */
record ErrorReply(
        int status, String message, String type, String param, String code, long retryAfterMillis, String limit) {

    /** The <a href="https://platform.openai.com/docs/guides/error-codes">OpenAI error object</a>. */
    Buffer body() {
        var error = new JsonObject()
                .put("message", message)
                .put("type", type)
                .put("param", param)
                .put("code", code);
        return new JsonObject().put("error", error).toBuffer();
    }
}
