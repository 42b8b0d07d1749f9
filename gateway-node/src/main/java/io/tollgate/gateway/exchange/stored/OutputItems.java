package io.tollgate.gateway.exchange.stored;

import io.tollgate.gateway.model.Reference;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Finds in a passing response what the backend remembers of it by names of their own: its output items, and the containers
 * that its tools ran in. Looks nowhere else, since a response also repeats what its caller sent. Keeps one name at a time;
 * not strict about JSON, of which it is only told what a backend says. Confined to the request's event loop.
 */
final class OutputItems {

    static final int MAX_THINGS = 64;

    private static final int MAX_LEVELS = 5;
    private static final int MAX_NAME_BYTES = 256;
    private static final String ELEMENT = "[]";
    private static final Set<String> ITEMS = Set.of("output/[]/", "item/", "response/output/[]/");
    private static final Set<String> CONTAINERS = Set.of(
            "output/[]/",
            "item/",
            "response/output/[]/",
            "output/[]/environment/",
            "item/environment/",
            "response/output/[]/environment/");
    private static final byte[] DATA = {'d', 'a', 't', 'a', ':'};

    private final boolean streamed;
    private final Consumer<Reference> found;
    private final Set<Reference> known = new HashSet<>();

    private final String[] names = new String[MAX_LEVELS];
    private int level;
    private String key;
    private String text;
    private boolean inString;
    private boolean escaped;
    private final byte[] kept = new byte[MAX_NAME_BYTES];
    private int keptBytes;

    /** How much of the field's name in the line has come, if it is data; the whole of it once inside. */
    private int dataBytes;

    /**
     * @param streamed whether the response comes as server-sent events
     * @param found told of each thing once
     */
    OutputItems(boolean streamed, Consumer<Reference> found) {
        this.streamed = streamed;
        this.found = found;
        this.dataBytes = streamed ? 0 : DATA.length;
    }

    void accept(Buffer chunk) {
        for (byte b : chunk.getBytes()) {
            if (streamed && (b == '\n' || b == '\r')) {
                startLine();
            } else if (dataBytes == DATA.length) {
                json(b);
            } else {
                dataBytes = dataBytes >= 0 && b == DATA[dataBytes] ? dataBytes + 1 : -1;
            }
        }
    }

    private void startLine() {
        dataBytes = 0;
        level = 0;
        key = null;
        text = null;
        inString = false;
        escaped = false;
    }

    private void json(byte b) {
        if (inString) {
            string(b);
            return;
        }
        switch (b) {
            case '"' -> {
                inString = true;
                keptBytes = 0;
            }
            case ':' -> {
                key = text;
                text = null;
            }
            case ',' -> valueEnds();
            case '{', '[' -> open();
            case '}', ']' -> {
                valueEnds();
                level = Math.max(0, level - 1);
            }
            default -> {}
        }
    }

    private void string(byte b) {
        if (escaped) {
            escaped = false;
        } else if (b == '\\') {
            escaped = true;
            keptBytes = MAX_NAME_BYTES;
        } else if (b == '"') {
            inString = false;
            text = keptBytes < MAX_NAME_BYTES ? new String(kept, 0, keptBytes, StandardCharsets.UTF_8) : "";
        } else if (keptBytes < MAX_NAME_BYTES) {
            kept[keptBytes++] = b;
        }
    }

    private void open() {
        if (level < MAX_LEVELS) {
            names[level] = key == null ? ELEMENT : key;
        }
        level++;
        key = null;
        text = null;
    }

    private void valueEnds() {
        if (text != null && key != null && !text.isEmpty() && level <= MAX_LEVELS) {
            if (key.equals("id") && ITEMS.contains(path())) {
                tell(new Reference(Reference.Kind.ITEM, text));
            } else if (key.equals("container_id") && CONTAINERS.contains(path())) {
                tell(new Reference(Reference.Kind.CONTAINER, text));
            }
        }
        key = null;
        text = null;
    }

    /** Below the document itself. */
    private String path() {
        var path = new StringBuilder();
        for (int i = 1; i < level; i++) {
            path.append(names[i]).append('/');
        }
        return path.toString();
    }

    private void tell(Reference thing) {
        if (known.size() < MAX_THINGS && known.add(thing)) {
            found.accept(thing);
        }
    }
}
