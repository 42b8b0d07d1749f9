package io.tollgate.gateway.body;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Puts replacements into a copy of a body. For one rewrite. */
final class Splice {

    private static final int USUAL_EDITS = 3;
    private static final byte[] MODEL = ascii("\"model\":");
    private static final byte[] STREAM_OPTIONS = ascii("\"stream_options\":");
    private static final byte[] USAGE_OPTIONS = ascii("{\"include_usage\":true}");
    private static final byte[] INCLUDE_USAGE = ascii("\"include_usage\":true");
    private static final byte[] TRUE = ascii("true");
    private static final byte[] COMMA = ascii(",");
    private static final byte[] COLON = ascii(":");
    private static final byte[] NOTHING = {};

    private final byte[] bytes;
    private final BodyFields fields;
    private int[] starts = new int[USUAL_EDITS];
    private int[] ends = new int[USUAL_EDITS];
    private byte[][] replacements = new byte[USUAL_EDITS][];
    private int edits;
    private byte[] inserted = NOTHING;

    Splice(byte[] bytes, BodyFields fields) {
        this.bytes = bytes;
        this.fields = fields;
    }

    byte[] apply(Rewrite rewrite) {
        if (!rewrite.parameters().isEmpty()) {
            parameters(rewrite.parameters());
        }
        if (rewrite.model().isPresent() && !rewrite.model().get().equals(fields.model)) {
            model(quoted(rewrite.model().get()));
        }
        if (rewrite.includeUsage() && !fields.usageAsked) {
            includeUsage();
        }
        if (inserted.length > 0) {
            edit(fields.insertionOffset, fields.insertionOffset, fields.empty ? inserted : join(inserted, COMMA));
        }
        return edits == 0 ? bytes : spliced();
    }

    /** A field that is there twice is replaced twice: nobody knows which of them a backend would read. */
    private void parameters(Map<String, Object> parameters) {
        Map<String, byte[]> values = new TreeMap<>();
        parameters.forEach((name, value) ->
                values.put(name, value instanceof String text ? quoted(text) : ascii(value.toString())));
        var found = TopFields.find(bytes, values, (name, start, end) -> edit(start, end, values.get(name)));
        values.forEach((name, value) -> {
            if (!found.contains(name)) {
                insert(join(quoted(name), COLON, value));
            }
        });
    }

    private void model(byte[] quoted) {
        if (fields.modelStart == BodyFields.ABSENT) {
            insert(join(MODEL, quoted));
        } else {
            edit(fields.modelStart, fields.modelEnd, quoted);
        }
    }

    private void includeUsage() {
        if (fields.includeUsageStart != BodyFields.ABSENT) {
            edit(fields.includeUsageStart, fields.includeUsageEnd, TRUE);
        } else if (fields.streamOptionsInsertion != BodyFields.ABSENT) {
            int at = fields.streamOptionsInsertion;
            edit(at, at, fields.streamOptionsEmpty ? INCLUDE_USAGE : join(INCLUDE_USAGE, COMMA));
        } else if (fields.streamOptionsStart != BodyFields.ABSENT) {
            edit(fields.streamOptionsStart, fields.streamOptionsEnd, USAGE_OPTIONS);
        } else {
            insert(join(STREAM_OPTIONS, USAGE_OPTIONS));
        }
    }

    private void insert(byte[] member) {
        inserted = inserted.length == 0 ? member : join(inserted, COMMA, member);
    }

    private void edit(int start, int end, byte[] replacement) {
        if (edits == starts.length) {
            starts = Arrays.copyOf(starts, 2 * edits);
            ends = Arrays.copyOf(ends, 2 * edits);
            replacements = Arrays.copyOf(replacements, 2 * edits);
        }
        int i = edits++;
        for (; i > 0 && starts[i - 1] > start; i--) {
            starts[i] = starts[i - 1];
            ends[i] = ends[i - 1];
            replacements[i] = replacements[i - 1];
        }
        starts[i] = start;
        ends[i] = end;
        replacements[i] = replacement;
    }

    private byte[] spliced() {
        int length = bytes.length;
        for (int i = 0; i < edits; i++) {
            length += replacements[i].length - (ends[i] - starts[i]);
        }
        byte[] result = new byte[length];
        int from = 0;
        int to = 0;
        for (int i = 0; i < edits; i++) {
            int kept = starts[i] - from;
            System.arraycopy(bytes, from, result, to, kept);
            System.arraycopy(replacements[i], 0, result, to + kept, replacements[i].length);
            to += kept + replacements[i].length;
            from = ends[i];
        }
        System.arraycopy(bytes, from, result, to, bytes.length - from);
        return result;
    }

    private static byte[] quoted(String text) {
        byte[] escaped = JsonStringEncoder.getInstance().quoteAsUTF8(text);
        byte[] quoted = new byte[escaped.length + 2];
        quoted[0] = '"';
        System.arraycopy(escaped, 0, quoted, 1, escaped.length);
        quoted[quoted.length - 1] = '"';
        return quoted;
    }

    private static byte[] join(byte[]... parts) {
        byte[] joined = parts[0];
        for (int i = 1; i < parts.length; i++) {
            byte[] head = joined;
            joined = Arrays.copyOf(head, head.length + parts[i].length);
            System.arraycopy(parts[i], 0, joined, head.length, parts[i].length);
        }
        return joined;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
