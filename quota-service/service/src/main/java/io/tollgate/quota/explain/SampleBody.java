package io.tollgate.quota.explain;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.catalog.rules.InvalidCatalogException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What an OpenAI request says of itself. Its prompt is sized as the nodes do before they have learned anything: by the
 * length of its text, with what framing and tools cost. Images, clips and files count alike, as an image of gpt-4o's does in
 * high detail and of 1024 by 1024 pixels; the nodes look at the image and the model.
 */
record SampleBody(JsonNode json) {

    private static final int BYTES_PER_TOKEN = 4;
    private static final int WIDE_BYTES_PER_TOKEN = 5;
    private static final int TOOL_BYTES_PER_TOKEN = 5;
    private static final int TOKENS_PER_MESSAGE = 4;
    private static final int TOKENS_PER_CHAT = 3;
    private static final int TOKENS_PER_MEDIA_PART = 765;
    private static final int MOST_CHOICES = 128;

    static Optional<SampleBody> of(JsonNode json) {
        if (json == null || json.isNull()) {
            return Optional.empty();
        }
        if (!json.isObject()) {
            throw new InvalidCatalogException("body", "must be an object");
        }
        return Optional.of(new SampleBody(json));
    }

    Optional<String> text(String field) {
        return Optional.ofNullable(json.get(field)).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }

    boolean embeds() {
        return json.has("input") && !json.has("messages");
    }

    /** The request's own bound on each answer; of several the largest counts. */
    OptionalLong outputBound() {
        return Stream.of("max_tokens", "max_completion_tokens", "max_output_tokens")
                .map(json::get)
                .filter(value -> value != null && value.isIntegralNumber())
                .mapToLong(JsonNode::longValue)
                .filter(value -> value >= 0)
                .max();
    }

    /** How many answers it asks for. */
    int choices() {
        int asked = Math.max(json.path("n").asInt(1), json.path("best_of").asInt(1));
        return Math.clamp(asked, 1, MOST_CHOICES);
    }

    long promptTokens() {
        long framing = 0;
        long tokens = 0;
        for (JsonNode message : json.path("messages")) {
            framing += TOKENS_PER_MESSAGE;
            tokens += content(message.path("content"));
        }
        framing += framing == 0 ? 0 : TOKENS_PER_CHAT;
        for (String tools : new String[] {"tools", "functions", "response_format"}) {
            tokens += json.has(tools) ? Math.ceilDiv(bytes(json.get(tools).toString()), TOOL_BYTES_PER_TOKEN) : 0;
        }
        return Math.max(1, framing + tokens + content(json.path("prompt")) + content(json.path("input")));
    }

    private static long content(JsonNode content) {
        if (content.isTextual()) {
            return textTokens(content.textValue());
        }
        if (content.isIntegralNumber()) {
            return 1;
        }
        long tokens = 0;
        for (JsonNode part : content) {
            if (!part.isObject()) {
                tokens += content(part);
            } else if (part.has("text")) {
                tokens += content(part.get("text"));
            } else {
                tokens += TOKENS_PER_MEDIA_PART;
            }
        }
        return tokens;
    }

    private static long textTokens(String text) {
        long narrow = text.chars().filter(character -> character < 0x80).count();
        return Math.ceilDiv(narrow, BYTES_PER_TOKEN) + Math.ceilDiv(bytes(text) - narrow, WIDE_BYTES_PER_TOKEN);
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
