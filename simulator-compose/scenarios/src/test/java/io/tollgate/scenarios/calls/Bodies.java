package io.tollgate.scenarios.calls;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Request bodies. */
public final class Bodies {

    /** The chat model of the demo catalog. */
    public static final String CHAT_MODEL = "gpt-4o";

    /** The embedding model of the demo catalog. */
    public static final String EMBEDDING_MODEL = "text-embedding-3-small";

    private Bodies() {}

    /** A chat request as fields, to be added to. */
    public static Map<String, Object> chatFields(String text, int maxTokens) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("model", CHAT_MODEL);
        fields.put("messages", List.of(Map.of("role", "user", "content", text)));
        fields.put("max_tokens", maxTokens);
        return fields;
    }

    /** A plain chat request. */
    public static String chat(String text, int maxTokens) {
        return Json.write(chatFields(text, maxTokens));
    }

    /** A streamed chat request that does not ask for usage. */
    public static String streamedChat(String text, int maxTokens) {
        var fields = chatFields(text, maxTokens);
        fields.put("stream", true);
        return Json.write(fields);
    }

    /** A streamed chat request that asks for usage. */
    public static String streamedChatWithUsage(String text, int maxTokens) {
        var fields = chatFields(text, maxTokens);
        fields.put("stream", true);
        fields.put("stream_options", Map.of("include_usage", true));
        return Json.write(fields);
    }

    /** A prompt of about so many words. */
    public static String words(int number) {
        return "word ".repeat(number).strip();
    }
}
