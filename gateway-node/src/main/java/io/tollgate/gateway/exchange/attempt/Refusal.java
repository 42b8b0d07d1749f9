package io.tollgate.gateway.exchange.attempt;

import io.tollgate.catalog.routing.Fallbacks;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Why a backend refuses a request that is well-formed, as far as another model might not: by the
 * <a href="https://platform.openai.com/docs/guides/error-codes">codes of OpenAI</a> and the
 * <a href="https://learn.microsoft.com/azure/ai-foundry/openai/concepts/content-filter">codes of Azure's content filter</a>.
 */
enum Refusal {
    /** The prompt, or the prompt with the answer, is too long for the model. */
    CONTEXT_WINDOW,
    /** A content filter objects to the prompt. */
    CONTENT_POLICY,
    /** The account or the deployment that the gateway uses is not in order; it is nothing of the caller's. */
    ACCOUNT,
    /** The request itself is wrong. */
    OTHER;

    private static final Set<String> OF_THE_ACCOUNT = Set.of(
            "billing_hard_limit_reached",
            "billing_not_active",
            "insufficient_quota",
            "account_deactivated",
            "access_terminated",
            "invalid_api_key",
            "invalid_organization",
            "organization_restricted",
            "unsupported_country_region_territory",
            "deploymentnotfound",
            "subscriptionnotregistered",
            "unsupportedapiversion");

    private static final Pattern STREAM_OPTIONS = Pattern.compile("\\bstream_options\\b");

    private static final Set<String> OF_THE_DEPLOYMENT =
            Set.of("404", "model_not_found", "unknown_url", "resourcenotfound", "not_found_error");

    private static final Set<String> TOO_LONG = Set.of("context_length_exceeded", "string_above_max_length");
    private static final Set<String> FILTERED =
            Set.of("content_filter", "content_policy_violation", "responsibleaipolicyviolation");
    private static final String TOO_LONG_IN_WORDS = "maximum context length";

    /** Reads an error object; anything else is {@link #OTHER}. */
    static Refusal of(Buffer body) {
        try {
            return new JsonObject(body).getValue("error") instanceof JsonObject error ? of(error) : OTHER;
        } catch (DecodeException e) {
            return OTHER;
        }
    }

    /**
     * Whether a 404 is about something that the request names, such as an item or a file, and not about the deployment or
     * its address: as <a href="https://platform.openai.com/docs/guides/error-codes">OpenAI</a> says it, with the type {@code
     * invalid_request_error}.
     */
    static boolean isThingNotFound(Buffer body) {
        try {
            return new JsonObject(body).getValue("error") instanceof JsonObject error
                    && text(error, "type").equals("invalid_request_error")
                    && !text(error, "param").equals("model")
                    && !OF_THE_DEPLOYMENT.contains(text(error, "code"))
                    && of(error) != ACCOUNT;
        } catch (DecodeException e) {
            return false;
        }
    }

    /** Whether the refusal is about {@code stream_options}, in whatever words. */
    static boolean isOfStreamOptions(Buffer body) {
        return STREAM_OPTIONS.matcher(body.toString()).find();
    }

    /** The route to try instead. */
    Optional<String> route(Fallbacks fallbacks) {
        return switch (this) {
            case CONTEXT_WINDOW -> fallbacks.contextWindow();
            case CONTENT_POLICY -> fallbacks.contentPolicy();
            case ACCOUNT, OTHER -> Optional.empty();
        };
    }

    private static Refusal of(JsonObject error) {
        String code = text(error, "code");
        String innerCode = error.getValue("innererror") instanceof JsonObject inner ? text(inner, "code") : "";
        if (OF_THE_ACCOUNT.contains(code)) {
            return ACCOUNT;
        }
        if (FILTERED.contains(code) || FILTERED.contains(innerCode)) {
            return CONTENT_POLICY;
        }
        return TOO_LONG.contains(code) || text(error, "message").contains(TOO_LONG_IN_WORDS) ? CONTEXT_WINDOW : OTHER;
    }

    private static String text(JsonObject object, String field) {
        return object.getValue(field) instanceof String text ? text.toLowerCase(Locale.ROOT) : "";
    }
}
