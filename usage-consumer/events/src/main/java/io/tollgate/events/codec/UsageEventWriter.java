package io.tollgate.events.codec;

import static io.tollgate.events.codec.JsonBytes.raw;

import io.tollgate.events.Caller;
import io.tollgate.events.Outcome;
import io.tollgate.events.Request;
import io.tollgate.events.Served;
import io.tollgate.events.Timing;
import io.tollgate.events.Tokens;
import java.time.Instant;
import java.util.Map;

/** Writes one event as one JSON object, every field always present: {@link #begin} and then {@link #complete}. */
final class UsageEventWriter {

    private static final byte[] SCHEMA_VERSION = raw("{\"schemaVersion\":");
    private static final byte[] ID = raw(",\"id\":");
    private static final byte[] OCCURRED_AT = raw(",\"occurredAt\":");
    private static final byte[] NODE = raw(",\"node\":");
    private static final byte[] CATALOG_VERSION = raw(",\"catalogVersion\":");

    private static final byte[] CALLER_TENANT = raw(",\"caller\":{\"tenant\":");
    private static final byte[] COST_CENTRE = raw(",\"costCentre\":");
    private static final byte[] APPLICATION = raw(",\"application\":");
    private static final byte[] KEY_ID = raw(",\"keyId\":");
    private static final byte[] USER = raw(",\"user\":");
    private static final byte[] TAGS = raw(",\"tags\":{");
    private static final byte[] COMMA = raw(",");
    private static final byte[] COLON = raw(":");
    private static final byte[] PRODUCT = raw("},\"product\":");
    private static final byte[] SESSION = raw(",\"session\":");
    private static final byte[] ADDRESS_CLASS = raw(",\"addressClass\":");

    private static final byte[] REQUEST_OPERATION = raw("},\"request\":{\"operation\":");
    private static final byte[] MODEL = raw(",\"model\":");
    private static final byte[] ROUTE = raw(",\"route\":");
    private static final byte[] STREAMED = raw(",\"streamed\":");

    private static final byte[] SERVED_DEPLOYMENT = raw("},\"served\":{\"deployment\":");
    private static final byte[] REPORTED_MODEL = raw(",\"reportedModel\":");
    private static final byte[] CAPACITY = raw(",\"capacity\":");
    private static final byte[] REGION = raw(",\"region\":");
    private static final byte[] ATTEMPTS = raw(",\"attempts\":[");
    private static final byte[] ATTEMPT_DEPLOYMENT = raw("{\"deployment\":");
    private static final byte[] RESULT = raw(",\"result\":");
    private static final byte[] STATUS = raw(",\"status\":");
    private static final byte[] DURATION_MILLIS = raw(",\"durationMillis\":");
    private static final byte[] END = raw("}");
    private static final byte[] SPILLED_FROM = raw("],\"spilledFrom\":");

    private static final byte[] OUTCOME_KIND = raw("},\"outcome\":{\"kind\":");
    private static final byte[] REASON = raw(",\"reason\":");

    private static final byte[] TOKENS_INPUT = raw("},\"tokens\":{\"input\":");
    private static final byte[] CACHED_INPUT = raw(",\"cachedInput\":");
    private static final byte[] OUTPUT = raw(",\"output\":");
    private static final byte[] REASONING = raw(",\"reasoning\":");
    private static final byte[] SOURCE = raw(",\"source\":");
    private static final byte[] AUDIO_INPUT = raw(",\"audioInput\":");
    private static final byte[] AUDIO_OUTPUT = raw(",\"audioOutput\":");
    private static final byte[] IMAGE_INPUT = raw(",\"imageInput\":");

    private static final byte[] TIMING_FIRST_TOKEN = raw("},\"timing\":{\"firstTokenMillis\":");
    private static final byte[] TOTAL_MILLIS = raw(",\"totalMillis\":");
    private static final byte[] ENDS = raw("}}");

    private final JsonBytes json;

    UsageEventWriter(JsonBytes json) {
        this.json = json;
    }

    /** What is known of a request from its beginning. */
    UsageEventWriter begin(String id, Instant occurredAt, String node, long catalogVersion, Caller caller) {
        json.append(SCHEMA_VERSION).append(UsageEventCodec.SCHEMA_VERSION);
        json.append(ID).append(id);
        json.append(OCCURRED_AT).append(WireTime.of(occurredAt));
        json.append(NODE).append(node);
        json.append(CATALOG_VERSION).append(catalogVersion);
        caller(caller);
        return this;
    }

    private void caller(Caller caller) {
        json.append(CALLER_TENANT).append(caller.tenant());
        json.append(COST_CENTRE).append(caller.costCentre());
        json.append(APPLICATION).append(caller.application());
        json.append(KEY_ID).append(caller.keyId());
        json.append(USER).append(caller.user());
        json.append(TAGS);
        boolean isFirst = true;
        for (Map.Entry<String, String> tag : caller.tags().entrySet()) {
            if (!isFirst) {
                json.append(COMMA);
            }
            json.append(tag.getKey()).append(COLON).append(tag.getValue());
            isFirst = false;
        }
        json.append(PRODUCT).append(caller.product());
        json.append(SESSION).append(caller.session());
        json.append(ADDRESS_CLASS).append(caller.addressClass());
    }

    /** Everything else. */
    void complete(Request request, Served served, Outcome outcome, Tokens tokens, Timing timing) {
        request(request);
        served(served);
        outcome(outcome);
        tokens(tokens);
        timing(timing);
    }

    private void request(Request request) {
        json.append(REQUEST_OPERATION).append(request.operation());
        json.append(MODEL).append(request.model());
        json.append(ROUTE).append(request.route());
        json.append(STREAMED).append(request.streamed());
    }

    private void served(Served served) {
        json.append(SERVED_DEPLOYMENT).append(served.deployment());
        json.append(MODEL).append(served.model());
        json.append(REPORTED_MODEL).append(served.reportedModel());
        json.append(CAPACITY).append(served.capacity());
        json.append(REGION).append(served.region());
        json.append(ATTEMPTS);
        boolean isFirst = true;
        for (Served.Attempt attempt : served.attempts()) {
            if (!isFirst) {
                json.append(COMMA);
            }
            json.append(ATTEMPT_DEPLOYMENT).append(attempt.deployment());
            json.append(RESULT).append(attempt.result());
            json.append(STATUS).append(attempt.status());
            json.append(DURATION_MILLIS).append(attempt.durationMillis());
            json.append(END);
            isFirst = false;
        }
        json.append(SPILLED_FROM).append(served.spilledFrom());
    }

    private void outcome(Outcome outcome) {
        json.append(OUTCOME_KIND).append(WireNames.of(outcome.kind()));
        json.append(STATUS).append(outcome.status());
        json.append(REASON).append(outcome.reason());
    }

    private void tokens(Tokens tokens) {
        json.append(TOKENS_INPUT).append(tokens.input());
        json.append(CACHED_INPUT).append(tokens.cachedInput());
        json.append(OUTPUT).append(tokens.output());
        json.append(REASONING).append(tokens.reasoning());
        json.append(SOURCE).append(WireNames.of(tokens.source()));
        json.append(AUDIO_INPUT).append(tokens.audioInput());
        json.append(AUDIO_OUTPUT).append(tokens.audioOutput());
        json.append(IMAGE_INPUT).append(tokens.imageInput());
    }

    private void timing(Timing timing) {
        json.append(TIMING_FIRST_TOKEN).append(timing.firstTokenMillis());
        json.append(TOTAL_MILLIS).append(timing.totalMillis());
        json.append(ENDS);
    }
}
