package io.tollgate.gateway.body;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Writes random but well-formed JSON: any white space, any escapes, any characters, with decoys among the names. */
public final class RandomJson {

    private static final String[] CHARACTERS = {
        "a", "Z", "0", " ", "\"", "\\", "/", "\n", "\t", "\u0001", "{", "}", "[", "]", ",", ":", "é", "中", "😀",
        "\u007f"
    };
    private static final String[] NAMES = {
        "x", "temperature", "metadata", "include_usage", "model", "stream_options", "stream", "é", "a\"b", ""
    };

    private final Random random;

    public RandomJson(long seed) {
        random = new Random(seed);
    }

    public int below(int bound) {
        return random.nextInt(bound);
    }

    public boolean chance() {
        return random.nextBoolean();
    }

    public String text(int most) {
        var text = new StringBuilder();
        for (int i = below(most + 1); i > 0; i--) {
            text.append(CHARACTERS[below(CHARACTERS.length)]);
        }
        return text.toString();
    }

    /** An object of these members, already written, in random order. */
    public String object(Map<String, String> members) {
        var names = new ArrayList<>(members.keySet());
        Collections.shuffle(names, random);
        var written = new ArrayList<String>();
        names.forEach(name -> written.add(space() + string(name) + space() + ":" + space() + members.get(name)));
        return "{" + (written.isEmpty() ? space() : String.join(space() + ",", written) + space()) + "}";
    }

    public String array(List<String> values) {
        return "[" + space() + String.join(space() + "," + space(), values) + space() + "]";
    }

    /** The text as a JSON string, its characters escaped or not. */
    public String string(String text) {
        var json = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            boolean half = Character.isSurrogate(c);
            if (c == '"' || c == '\\') {
                json.append(chance() ? "\\" + c : unicode(c));
            } else if (c < 0x20) {
                json.append(c == '\n' && chance() ? "\\n" : unicode(c));
            } else if (!half && below(8) == 0) {
                json.append(c == '/' && chance() ? "\\/" : unicode(c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }

    public String value(int depth) {
        return switch (below(depth > 0 ? 8 : 6)) {
            case 0 -> "null";
            case 1 -> "true";
            case 2 -> "false";
            case 3 -> String.valueOf(random.nextLong());
            case 4 -> random.nextInt() + "." + below(1000) + (chance() ? "e-" + below(20) : "");
            case 5 -> string(text(12));
            case 6 -> {
                var values = new ArrayList<String>();
                for (int i = below(4); i > 0; i--) {
                    values.add(value(depth - 1));
                }
                yield array(values);
            }
            default -> {
                var members = new LinkedHashMap<String, String>();
                for (int i = below(4); i > 0; i--) {
                    members.put(NAMES[below(NAMES.length)], value(depth - 1));
                }
                yield object(members);
            }
        };
    }

    private String unicode(char c) {
        String digits = "%04x".formatted((int) c);
        return "\\u" + (chance() ? digits : digits.toUpperCase(java.util.Locale.ROOT));
    }

    public String space() {
        return below(3) > 0 ? "" : List.of(" ", "\n", "\t", "\r\n", "  ").get(below(5));
    }
}
