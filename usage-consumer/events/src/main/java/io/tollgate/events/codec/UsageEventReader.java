package io.tollgate.events.codec;

import com.fasterxml.jackson.core.JsonParser;
import io.tollgate.events.Caller;
import io.tollgate.events.Outcome;
import io.tollgate.events.Request;
import io.tollgate.events.Served;
import io.tollgate.events.Timing;
import io.tollgate.events.Tokens;
import io.tollgate.events.UsageEvent;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads one event. Made for one reading, not thread-safe. */
final class UsageEventReader {

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");
    private static final int MOST_ATTEMPTS = 1_000;
    private static final int MOST_TAGS = 1_000;

    private final FieldReader in;
    private long schemaVersion;
    private String id;
    private Instant occurredAt;
    private String node;
    private long catalogVersion;
    private Caller caller = Caller.UNKNOWN;
    private Request request = Request.UNKNOWN;
    private Served served = Served.NOBODY;
    private Outcome outcome;
    private Tokens tokens;
    private Timing timing = new Timing(-1, 0);

    UsageEventReader(JsonParser parser) {
        this.in = new FieldReader(parser);
    }

    UsageEvent read() throws IOException, UnreadableUsageEventException {
        in.object("", this::field);
        require(schemaVersion != 0, "schemaVersion");
        require(id != null, "id");
        require(occurredAt != null, "occurredAt");
        require(node != null, "node");
        require(outcome != null, "outcome");
        require(tokens != null, "tokens");
        return new UsageEvent(id, occurredAt, node, catalogVersion, caller, request, served, outcome, tokens, timing);
    }

    private void field(String name) throws IOException, UnreadableUsageEventException {
        switch (name) {
            case "schemaVersion" -> schemaVersion = version(name);
            case "id" -> id = identifier(name);
            case "occurredAt" -> occurredAt = instant(name);
            case "node" -> node = in.text(name);
            case "catalogVersion" -> catalogVersion = count(name);
            case "caller" -> caller = caller(name);
            case "request" -> request = request(name);
            case "served" -> served = served(name);
            case "outcome" -> outcome = outcome(name);
            case "tokens" -> tokens = tokens(name);
            case "timing" -> timing = timing(name);
            default -> in.skip();
        }
    }

    private Caller caller(String path) throws IOException, UnreadableUsageEventException {
        var names = new String[] {"", "", "", "", "", "", "", ""};
        Map<String, String> tags = new HashMap<>();
        in.object(path, name -> {
            switch (name) {
                case "tenant" -> names[0] = name(name);
                case "costCentre" -> names[1] = name(name);
                case "application" -> names[2] = name(name);
                case "keyId" -> names[3] = name(name);
                case "user" -> names[4] = in.text(name);
                case "product" -> names[5] = name(name);
                case "session" -> names[6] = in.text(name);
                case "addressClass" -> names[7] = in.text(name);
                case "tags" ->
                    in.object(name, tag -> {
                        bounded(tags.size(), MOST_TAGS, tag);
                        tags.put(WireText.clean(tag), in.text(tag));
                    });
                default -> in.skip();
            }
        });
        return new Caller(names[0], names[1], names[2], names[3], names[4], tags, names[5], names[6], names[7]);
    }

    private Request request(String path) throws IOException, UnreadableUsageEventException {
        var names = new String[] {"", "", ""};
        var streamed = new boolean[1];
        in.object(path, name -> {
            switch (name) {
                case "operation" -> names[0] = name(name);
                case "model" -> names[1] = name(name);
                case "route" -> names[2] = name(name);
                case "streamed" -> streamed[0] = in.flag(name);
                default -> in.skip();
            }
        });
        return new Request(names[0], names[1], names[2], streamed[0]);
    }

    private Served served(String path) throws IOException, UnreadableUsageEventException {
        var names = new String[] {"", "", "", "", "", ""};
        List<Served.Attempt> attempts = new ArrayList<>();
        in.object(path, name -> {
            switch (name) {
                case "deployment" -> names[0] = name(name);
                case "model" -> names[1] = name(name);
                case "reportedModel" -> names[2] = in.text(name);
                case "capacity" -> names[3] = name(name);
                case "region" -> names[4] = name(name);
                case "spilledFrom" -> names[5] = name(name);
                case "attempts" ->
                    in.array(name, item -> {
                        bounded(attempts.size(), MOST_ATTEMPTS, item);
                        attempts.add(attempt(item + "[" + attempts.size() + "]"));
                    });
                default -> in.skip();
            }
        });
        return new Served(names[0], names[1], names[2], names[3], names[4], attempts, names[5]);
    }

    private Served.Attempt attempt(String path) throws IOException, UnreadableUsageEventException {
        var names = new String[] {"", ""};
        var numbers = new long[2];
        in.object(path, name -> {
            switch (name) {
                case "deployment" -> names[0] = in.text(name);
                case "result" -> names[1] = in.text(name);
                case "status" -> numbers[0] = in.integer(name, 0, 999);
                case "durationMillis" -> numbers[1] = count(name);
                default -> in.skip();
            }
        });
        return new Served.Attempt(names[0], names[1], (int) numbers[0], numbers[1]);
    }

    private Outcome outcome(String path) throws IOException, UnreadableUsageEventException {
        var kind = new Outcome.Kind[1];
        var status = new long[] {-1};
        var reason = new String[] {""};
        in.object(path, name -> {
            switch (name) {
                case "kind" ->
                    kind[0] = WireNames.kind(in.text(name)).orElseThrow(() -> in.wrong(name, "is not a kind known"));
                case "status" -> status[0] = in.integer(name, 0, 999);
                case "reason" -> reason[0] = in.text(name);
                default -> in.skip();
            }
        });
        require(kind[0] != null, "outcome.kind");
        require(status[0] >= 0, "outcome.status");
        return new Outcome(kind[0], (int) status[0], reason[0]);
    }

    private Tokens tokens(String path) throws IOException, UnreadableUsageEventException {
        var counts = new long[] {-1, 0, -1, 0, 0, 0, 0};
        var source = new Tokens.Source[1];
        in.object(path, name -> {
            switch (name) {
                case "input" -> counts[0] = used(name);
                case "cachedInput" -> counts[1] = used(name);
                case "output" -> counts[2] = used(name);
                case "reasoning" -> counts[3] = used(name);
                case "audioInput" -> counts[4] = used(name);
                case "audioOutput" -> counts[5] = used(name);
                case "imageInput" -> counts[6] = used(name);
                case "source" ->
                    source[0] =
                            WireNames.source(in.text(name)).orElseThrow(() -> in.wrong(name, "is not a source known"));
                default -> in.skip();
            }
        });
        require(counts[0] >= 0, "tokens.input");
        require(counts[2] >= 0, "tokens.output");
        require(source[0] != null, "tokens.source");
        return new Tokens(counts[0], counts[1], counts[2], counts[3], source[0], counts[4], counts[5], counts[6]);
    }

    private Timing timing(String path) throws IOException, UnreadableUsageEventException {
        var millis = new long[] {-1, 0};
        in.object(path, name -> {
            switch (name) {
                case "firstTokenMillis" -> millis[0] = in.integer(name, -1, Long.MAX_VALUE);
                case "totalMillis" -> millis[1] = count(name);
                default -> in.skip();
            }
        });
        return new Timing(millis[0], millis[1]);
    }

    private long count(String name) throws IOException, UnreadableUsageEventException {
        return in.integer(name, 0, Long.MAX_VALUE);
    }

    private long used(String name) throws IOException, UnreadableUsageEventException {
        return in.integer(name, 0, UsageEventCodec.MOST_TOKENS);
    }

    /** What reports group by. */
    private String name(String field) throws IOException, UnreadableUsageEventException {
        String text = in.text(field);
        if (text.length() > UsageEventCodec.MOST_NAME_CHARS) {
            throw in.wrong(field, "must have at most " + UsageEventCodec.MOST_NAME_CHARS + " characters");
        }
        return text;
    }

    private long version(String name) throws IOException, UnreadableUsageEventException {
        long version = in.integer(name, Long.MIN_VALUE, Long.MAX_VALUE);
        if (version != UsageEventCodec.SCHEMA_VERSION) {
            throw in.wrong(name, "is " + version + ", and only " + UsageEventCodec.SCHEMA_VERSION + " can be read");
        }
        return version;
    }

    private String identifier(String name) throws IOException, UnreadableUsageEventException {
        String text = in.text(name);
        if (text.isBlank() || text.length() > UsageEventCodec.MOST_ID_CHARS) {
            throw in.wrong(name, "must have 1 to " + UsageEventCodec.MOST_ID_CHARS + " characters");
        }
        return text;
    }

    private Instant instant(String name) throws IOException, UnreadableUsageEventException {
        try {
            Instant instant = Instant.parse(in.text(name));
            if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
                throw in.wrong(name, "must be in the years 2000 to 9999");
            }
            return instant;
        } catch (DateTimeException e) {
            throw in.wrong(name, "must be an instant such as 2026-11-21T10:15:30.123Z");
        }
    }

    private void bounded(int size, int most, String name) throws UnreadableUsageEventException {
        if (size >= most) {
            throw in.wrong(name, "is one of more than " + most);
        }
    }

    private void require(boolean present, String path) throws UnreadableUsageEventException {
        if (!present) {
            throw new UnreadableUsageEventException(path, "is missing");
        }
    }
}
