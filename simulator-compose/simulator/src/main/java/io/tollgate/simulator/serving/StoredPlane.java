package io.tollgate.simulator.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.simulator.answer.ErrorAnswer;
import io.tollgate.simulator.request.InvalidRequestException;
import io.tollgate.simulator.request.MultipartForm;
import io.tollgate.simulator.request.ResponseParser;
import io.tollgate.simulator.request.StoredPath;
import io.tollgate.simulator.stored.Memory;
import io.tollgate.simulator.stored.StoredConversation;
import io.tollgate.simulator.stored.StoredFile;
import io.tollgate.simulator.stored.StoredResponse;
import io.tollgate.simulator.stored.Turn;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;

/** Serves what this instance remembers: responses, conversations and files. Used by one event loop. */
final class StoredPlane {
    private static final int NOT_FOUND = 404;

    private final Exchange exchange;
    private final StoredPath path;
    private final byte[] body;
    private final Memory memory;

    private StoredPlane(Exchange exchange, StoredPath path, byte[] body) {
        this.exchange = exchange;
        this.path = path;
        this.body = body;
        this.memory = exchange.core().memory();
    }

    static void serve(Exchange exchange, StoredPath path, byte[] body) {
        if (exchange.hasEnded()) {
            return;
        }
        String fault = exchange.request().getHeader(Names.FAULT);
        try {
            if (fault == null || !EarlyFault.strikes(exchange, FaultHeader.parse(fault))) {
                new StoredPlane(exchange, path, body).answer();
            }
        } catch (InvalidRequestException e) {
            exchange.refuse(ErrorAnswer.of(e.status(), e.getMessage(), e.field(), e.code()));
        }
    }

    private void answer() {
        String call = exchange.request().method().name()
                + (path.id() == null ? "" : " one")
                + (path.part().isEmpty() ? "" : " " + path.part());
        switch (path.kind()) {
            case RESPONSES -> response(call);
            case CONVERSATIONS -> conversation(call);
            case FILES -> file(call);
        }
    }

    private void response(String call) {
        switch (call) {
            case "GET one" -> send(foundResponse().response());
            case "DELETE one" -> {
                foundResponse();
                memory.responses().remove(path.id());
                send(object("response").put("id", path.id()).put("deleted", true));
            }
            case "GET one input_items" -> send(list(foundResponse().inputItems()));
            case "POST one cancel" -> {
                foundResponse();
                throw new InvalidRequestException("Cannot cancel a synchronous response.", null, null);
            }
            default -> exchange.refuse(ErrorAnswer.wrongMethod());
        }
    }

    private StoredResponse foundResponse() {
        return memory.responses().find(path.id()).orElseThrow(() -> notFound("Response with id"));
    }

    private void conversation(String call) {
        switch (call) {
            case "POST" -> {
                ObjectNode wanted = ResponseParser.object(body);
                JsonNode given = wanted.path("metadata");
                JsonNode metadata = given.isObject() ? given : JsonNodeFactory.instance.objectNode();
                ArrayNode items = wanted.hasNonNull("items")
                        ? ResponseParser.items(wanted.get("items"), "items")
                        : JsonNodeFactory.instance.arrayNode();
                String id = "conv_" + exchange.id().replace("-", "");
                StoredConversation made = StoredConversation.of(id, nowSeconds(), metadata, Turn.withIds(items, id));
                memory.conversations().put(made);
                send(shown(made));
            }
            case "GET one" -> send(shown(foundConversation()));
            case "DELETE one" -> {
                foundConversation();
                memory.conversations().remove(path.id());
                send(object("conversation.deleted").put("id", path.id()).put("deleted", true));
            }
            case "GET one items" -> send(list(foundConversation().items()));
            default -> exchange.refuse(ErrorAnswer.wrongMethod());
        }
    }

    private StoredConversation foundConversation() {
        return memory.conversations().find(path.id()).orElseThrow(() -> notFound("Conversation with id"));
    }

    private static ObjectNode shown(StoredConversation conversation) {
        ObjectNode shown = object("conversation").put("id", conversation.id());
        shown.put("created_at", conversation.createdSeconds()).set("metadata", conversation.metadata());
        return shown;
    }

    private void file(String call) {
        switch (call) {
            case "GET" -> {
                ArrayNode all = JsonNodeFactory.instance.arrayNode();
                memory.files().all().forEach(each -> all.add(shown(each)));
                send(list(all));
            }
            case "POST" -> upload();
            case "GET one" -> send(shown(foundFile()));
            case "GET one content" -> {
                StoredFile found = foundFile();
                exchange.completed();
                exchange.send(200, Names.BYTES, Buffer.buffer(found.content()));
            }
            case "DELETE one" -> {
                foundFile();
                memory.files().remove(path.id());
                send(object("file").put("id", path.id()).put("deleted", true));
            }
            default -> exchange.refuse(ErrorAnswer.wrongMethod());
        }
    }

    private void upload() {
        MultipartForm form = MultipartForm.parse(exchange.request().getHeader(HttpHeaders.CONTENT_TYPE), body);
        MultipartForm.Field file = form.field("file").orElseThrow(() -> missing("file"));
        String purpose =
                form.field("purpose").orElseThrow(() -> missing("purpose")).text();
        String name = file.fileName() == null ? "file" : file.fileName();
        StoredFile made =
                new StoredFile("file-" + exchange.id().replace("-", ""), nowSeconds(), name, purpose, file.content());
        memory.files().put(made);
        send(shown(made));
    }

    private StoredFile foundFile() {
        return memory.files()
                .find(path.id())
                .orElseThrow(
                        () -> new InvalidRequestException(NOT_FOUND, "No such File object: " + path.id(), "id", null));
    }

    private static ObjectNode shown(StoredFile file) {
        ObjectNode shown = object("file").put("id", file.id()).put("bytes", file.content().length);
        return shown.put("created_at", file.createdSeconds())
                .put("filename", file.fileName())
                .put("purpose", file.purpose())
                .put("status", "processed");
    }

    private static InvalidRequestException missing(String field) {
        return new InvalidRequestException(
                "Missing required parameter: '" + field + "'.", field, "missing_required_parameter");
    }

    private InvalidRequestException notFound(String what) {
        return new InvalidRequestException(NOT_FOUND, what + " '" + path.id() + "' not found.", null, null);
    }

    private static ObjectNode list(ArrayNode data) {
        ObjectNode list = object("list");
        list.set("data", data);
        if (!data.isEmpty()) {
            list.set("first_id", data.path(0).path("id"));
            list.set("last_id", data.path(data.size() - 1).path("id"));
        }
        return list.put("has_more", false);
    }

    private static ObjectNode object(String kind) {
        return JsonNodeFactory.instance.objectNode().put("object", kind);
    }

    private long nowSeconds() {
        return exchange.arrivedMicros() / 1_000_000;
    }

    private void send(ObjectNode answer) {
        exchange.completed();
        exchange.send(200, Names.JSON, Buffer.buffer(answer.toString()));
    }
}
