package io.tollgate.gateway.metering;

import io.tollgate.gateway.metering.json.JsonScanner;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** Reads the usage and the model of an answer that is one JSON document. Everything passes at once and untouched. */
final class JsonMeter implements UsageMeter {

    private final AnswerReader reader = new AnswerReader();
    private final JsonScanner json = new JsonScanner(reader);
    private final ChunkReader.Window window = (bytes, length, position) -> json.feed(bytes, 0, length);
    private boolean started;
    private boolean ended;

    @Override
    public Buffer accept(Buffer chunk) {
        started |= chunk.length() > 0;
        ChunkReader.read(chunk, window);
        return chunk;
    }

    @Override
    public Buffer end() {
        ended = true;
        reader.documentEnded(json.complete());
        return Buffer.buffer();
    }

    @Override
    public boolean contentStarted() {
        return started;
    }

    @Override
    public boolean malformed() {
        return ended && !json.complete();
    }

    @Override
    public boolean midEvent() {
        return false;
    }

    @Override
    public Optional<AnswerFailure> failure() {
        return reader.failure();
    }

    @Override
    public boolean complete() {
        return json.complete();
    }

    @Override
    public boolean terminalEvent() {
        return false;
    }

    @Override
    public Optional<String> reportedModel() {
        return reader.envelope().model();
    }

    @Override
    public Optional<String> answerId() {
        return reader.envelope().id();
    }

    @Override
    public long passedTokens() {
        return reader.passedTokens();
    }

    @Override
    public UsageReading reading() {
        return reader.reading(ended && json.complete());
    }
}
