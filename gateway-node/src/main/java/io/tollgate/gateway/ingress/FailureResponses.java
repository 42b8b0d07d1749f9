package io.tollgate.gateway.ingress;

import io.tollgate.gateway.ingress.door.ContentCoding;
import io.tollgate.gateway.model.GatewayFailure;

/** The one place where a failure becomes a status and an error object. */
final class FailureResponses {

    private static final String INVALID = "invalid_request_error";
    private static final long TRY_AGAIN_MILLIS = 1_000;

    private FailureResponses() {}

    // One exhaustive switch is the point: a new failure does not compile until it has an answer here.
    @SuppressWarnings("checkstyle:methodlength")
    static ErrorReply of(GatewayFailure failure) {
        return switch (failure) {
            case GatewayFailure.Unauthenticated(boolean presented) ->
                plain(
                        401,
                        presented
                                ? "Incorrect API key provided."
                                : "You didn't provide an API key. Send it in the 'api-key' header, or as a Bearer token in"
                                        + " the 'Authorization' header.",
                        INVALID,
                        null,
                        "invalid_api_key");
            case GatewayFailure.NotEntitled(String model) ->
                plain(403, "Your tenant may not use the model '" + model + "'.", INVALID, "model", "model_not_allowed");
            case GatewayFailure.Malformed(String message, String param, String code) ->
                plain(400, message, INVALID, param, code);
            case GatewayFailure.TooLarge(long limitBytes) ->
                plain(
                        413,
                        "The request body is larger than " + limitBytes + " bytes.",
                        INVALID,
                        null,
                        "request_too_large");
            case GatewayFailure.UnsupportedCoding() ->
                plain(
                        415,
                        "The 'content-encoding' of the body is not supported. Use one of: " + ContentCoding.SERVED
                                + ".",
                        INVALID,
                        null,
                        "unsupported_content_encoding");
            case GatewayFailure.BodiesTooLarge bodies -> LimitReplies.bodies(bodies);
            case GatewayFailure.RequestTimeout() ->
                plain(408, "The request body did not arrive in time.", INVALID, null, "request_timeout");
            case GatewayFailure.UnknownModel(String model) ->
                plain(
                        404,
                        model.isEmpty()
                                ? "None of the models that you may use supports this operation. It belongs to a model that"
                                        + " serves 'responses', which the header 'x-tollgate-model' can name."
                                : "The model '" + model + "' does not exist, or does not support this operation.",
                        INVALID,
                        model.isEmpty() ? null : "model",
                        "model_not_found");
            case GatewayFailure.NotRemembered(String thing, String param, String id) -> notRemembered(thing, param, id);
            case GatewayFailure.Misplaced(String thing, String param, boolean apart) ->
                plain(
                        400,
                        apart
                                ? "The request names things that different backends keep. Use those of one backend only."
                                : "The model that you ask for is not served where the " + thing
                                        + " is kept. Ask for the model that it was made with.",
                        INVALID,
                        param,
                        apart ? "kept_apart" : "kept_elsewhere");
            case GatewayFailure.OwnershipUnknown(long retryAfterMillis) ->
                later(
                        503,
                        "What backends keep for you cannot be looked up at the moment.",
                        "ownership_unavailable",
                        retryAfterMillis);
            case GatewayFailure.UnknownPath() ->
                plain(404, "Unknown request URL. Check the path and the base URL.", INVALID, null, "unknown_url");
            case GatewayFailure.UnsupportedPath() ->
                plain(404, "This endpoint is not supported by this gateway.", INVALID, null, "unsupported_endpoint");
            case GatewayFailure.WrongMethod(String allowed) ->
                plain(405, "Method not allowed. Use " + allowed + ".", INVALID, null, "method_not_allowed");
            case GatewayFailure.LimitReached reached -> LimitReplies.reached(reached);
            case GatewayFailure.NeverFits never -> LimitReplies.neverFits(never);
            case GatewayFailure.BudgetSpent spent -> LimitReplies.spent(spent);
            case GatewayFailure.QuotaUnavailable(long retryAfterMillis, int status) ->
                later(status, "Limits cannot be checked at the moment.", "quota_unavailable", retryAfterMillis);
            case GatewayFailure.UsageLogFull() ->
                later(503, "Usage cannot be recorded at the moment.", "usage_log_full", TRY_AGAIN_MILLIS);
            case GatewayFailure.NoCapacity(long retryAfterMillis) ->
                new ErrorReply(
                        429,
                        "The model is at capacity. Try again later.",
                        "rate_limit_error",
                        null,
                        "no_capacity",
                        Math.max(1, retryAfterMillis),
                        null);
            case GatewayFailure.NoDeployment() ->
                later(503, "The model is not available at the moment.", "no_deployment", TRY_AGAIN_MILLIS);
            case GatewayFailure.UpstreamFailed(boolean timedOut) ->
                timedOut
                        ? plain(504, "The model did not answer in time.", "server_error", null, "upstream_timeout")
                        : plain(
                                502,
                                "The model could not be reached or failed.",
                                "server_error",
                                null,
                                "upstream_failed");
            case GatewayFailure.CallerLeft() -> plain(499, "The caller left.", INVALID, null, "caller_left");
            case GatewayFailure.Internal() ->
                plain(500, "Something went wrong on our side.", "server_error", null, "internal_error");
        };
    }

    private static ErrorReply notRemembered(String thing, String param, String id) {
        if (thing.equals("item")) {
            return plain(
                    404,
                    "Item with id '" + id + "' not found. Items are kept when 'store' is true. Send the item itself, or"
                            + " remove it from your input.",
                    INVALID,
                    param,
                    "item_not_found");
        }
        boolean previous = "previous_response_id".equals(param);
        String name = previous ? "previous response" : thing;
        return plain(
                404,
                Character.toUpperCase(name.charAt(0)) + name.substring(1) + " with id '" + id + "' not found.",
                INVALID,
                param,
                previous ? "previous_response_not_found" : thing + "_not_found");
    }

    private static ErrorReply plain(int status, String message, String type, String param, String code) {
        return new ErrorReply(status, message, type, param, code, 0, null);
    }

    private static ErrorReply later(int status, String message, String code, long retryAfterMillis) {
        return new ErrorReply(status, message, "server_error", null, code, retryAfterMillis, null);
    }
}
