package io.tollgate.simulator.request;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the messages of a chat with OpenAI's framing: 3 tokens and the role per message, 3 more for the answer. */
final class MessageParser {
    private static final int PER_MESSAGE = 3;
    private static final int PER_ROLE = 1;
    private static final int PER_NAME = 1;
    private static final int PER_ANSWER = 3;
    private static final int PER_IMAGE = 85;
    private static final int MOST_MESSAGES = 10_000;

    private List<String> texts = List.of();
    private String role;
    private int extraTokens;

    private MessageParser() {}

    static List<PromptPart> messages(Fields json) throws IOException {
        json.expectArray("messages");
        List<PromptPart> result = new ArrayList<>();
        while (json.next() != JsonToken.END_ARRAY) {
            String path = "messages[" + result.size() + "]";
            json.expectObject(path);
            int answer = result.isEmpty() ? PER_ANSWER : 0;
            result.add(new MessageParser().message(path, answer, json));
            if (result.size() > MOST_MESSAGES) {
                throw Fields.wrongType("messages", "at most " + MOST_MESSAGES + " messages");
            }
        }
        return result;
    }

    private PromptPart message(String path, int answerTokens, Fields json) throws IOException {
        while (json.next() != JsonToken.END_OBJECT) {
            String name = json.name();
            json.next();
            switch (name) {
                case "role" -> role = json.text(path + ".role");
                case "content" -> content(path, json);
                case "name" -> {
                    append(json.text(path + ".name"));
                    extraTokens += PER_NAME;
                }
                default -> json.skip();
            }
        }
        if (role == null) {
            throw new InvalidRequestException(
                    "Missing required parameter: '" + path + ".role'.", path + ".role", "missing_required_parameter");
        }
        return new PromptPart(texts, PER_MESSAGE + PER_ROLE + extraTokens + answerTokens);
    }

    private void content(String path, Fields json) throws IOException {
        if (json.isNull()) {
            return;
        }
        if (json.isText()) {
            append(json.text(path + ".content"));
            return;
        }
        json.expectArray(path + ".content");
        while (json.next() != JsonToken.END_ARRAY) {
            json.expectObject(path + ".content");
            contentPart(path, json);
        }
    }

    private void contentPart(String path, Fields json) throws IOException {
        while (json.next() != JsonToken.END_OBJECT) {
            String name = json.name();
            json.next();
            if (name.equals("text")) {
                append(json.text(path + ".content.text"));
            } else {
                extraTokens += name.equals("image_url") ? PER_IMAGE : 0;
                json.skip();
            }
        }
    }

    private void append(String more) {
        if (texts.isEmpty()) {
            texts = List.of(more);
            return;
        }
        if (texts.size() == 1) {
            texts = new ArrayList<>(texts);
        }
        texts.add(more);
    }
}
