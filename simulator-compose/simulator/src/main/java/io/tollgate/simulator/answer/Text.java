package io.tollgate.simulator.answer;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** Small pieces of JSON. Pure. */
final class Text {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private Text() {}

    static byte[] bytes(String ascii) {
        return ascii.getBytes(StandardCharsets.UTF_8);
    }

    /** {@code text} as a JSON string, in quotes. */
    static String quoted(String text) {
        StringBuilder json = new StringBuilder(text.length() + 16).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                default -> {
                    if (c < 0x20 || Character.isSurrogate(c)) {
                        json.append("\\u")
                                .append(HEX[c >> 12])
                                .append(HEX[c >> 8 & 15])
                                .append(HEX[c >> 4 & 15])
                                .append(HEX[c & 15]);
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        return json.append('"').toString();
    }

    static void decimal(Buffer into, long value) {
        into.appendBytes(bytes(Long.toString(value)));
    }
}
