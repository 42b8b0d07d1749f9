package io.tollgate.events.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tollgate.events.Caller;
import io.tollgate.events.Outcome;
import io.tollgate.events.Request;
import io.tollgate.events.Served;
import io.tollgate.events.Timing;
import io.tollgate.events.Tokens;
import io.tollgate.events.UsageEvent;
import java.io.IOException;
import java.util.Map;

/** Writes one event as one JSON object, every field always present. */
final class UsageEventWriter {

    private final JsonGenerator json;

    UsageEventWriter(JsonGenerator json) {
        this.json = json;
    }

    void write(UsageEvent event) throws IOException {
        json.writeStartObject();
        json.writeNumberField("schemaVersion", UsageEventCodec.SCHEMA_VERSION);
        text("id", event.id());
        json.writeStringField("occurredAt", event.occurredAt().toString());
        text("node", event.node());
        json.writeNumberField("catalogVersion", event.catalogVersion());
        caller(event.caller());
        request(event.request());
        served(event.served());
        outcome(event.outcome());
        tokens(event.tokens());
        timing(event.timing());
        json.writeEndObject();
    }

    private void caller(Caller caller) throws IOException {
        json.writeObjectFieldStart("caller");
        text("tenant", caller.tenant());
        text("costCentre", caller.costCentre());
        text("application", caller.application());
        text("keyId", caller.keyId());
        text("user", caller.user());
        json.writeObjectFieldStart("tags");
        for (Map.Entry<String, String> tag : caller.tags().entrySet()) {
            text(WireText.clean(tag.getKey()), tag.getValue());
        }
        json.writeEndObject();
        text("product", caller.product());
        text("session", caller.session());
        text("addressClass", caller.addressClass());
        json.writeEndObject();
    }

    private void request(Request request) throws IOException {
        json.writeObjectFieldStart("request");
        text("operation", request.operation());
        text("model", request.model());
        text("route", request.route());
        json.writeBooleanField("streamed", request.streamed());
        json.writeEndObject();
    }

    private void served(Served served) throws IOException {
        json.writeObjectFieldStart("served");
        text("deployment", served.deployment());
        text("model", served.model());
        text("reportedModel", served.reportedModel());
        text("capacity", served.capacity());
        text("region", served.region());
        json.writeArrayFieldStart("attempts");
        for (Served.Attempt attempt : served.attempts()) {
            json.writeStartObject();
            text("deployment", attempt.deployment());
            text("result", attempt.result());
            json.writeNumberField("status", attempt.status());
            json.writeNumberField("durationMillis", attempt.durationMillis());
            json.writeEndObject();
        }
        json.writeEndArray();
        text("spilledFrom", served.spilledFrom());
        json.writeEndObject();
    }

    private void outcome(Outcome outcome) throws IOException {
        json.writeObjectFieldStart("outcome");
        json.writeStringField("kind", WireNames.of(outcome.kind()));
        json.writeNumberField("status", outcome.status());
        text("reason", outcome.reason());
        json.writeEndObject();
    }

    private void tokens(Tokens tokens) throws IOException {
        json.writeObjectFieldStart("tokens");
        json.writeNumberField("input", tokens.input());
        json.writeNumberField("cachedInput", tokens.cachedInput());
        json.writeNumberField("output", tokens.output());
        json.writeNumberField("reasoning", tokens.reasoning());
        json.writeStringField("source", WireNames.of(tokens.source()));
        json.writeNumberField("audioInput", tokens.audioInput());
        json.writeNumberField("audioOutput", tokens.audioOutput());
        json.writeNumberField("imageInput", tokens.imageInput());
        json.writeEndObject();
    }

    private void timing(Timing timing) throws IOException {
        json.writeObjectFieldStart("timing");
        json.writeNumberField("firstTokenMillis", timing.firstTokenMillis());
        json.writeNumberField("totalMillis", timing.totalMillis());
        json.writeEndObject();
    }

    private void text(String field, String value) throws IOException {
        json.writeStringField(field, WireText.clean(value));
    }
}
