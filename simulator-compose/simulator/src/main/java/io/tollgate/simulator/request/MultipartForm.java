package io.tollgate.simulator.request;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fields of a {@code multipart/form-data} body. Pure. */
public final class MultipartForm {
    private static final Pattern BOUNDARY = Pattern.compile("boundary=(?:\"([^\"]{1,200})\"|([^;\\s]{1,200}))");
    private static final Pattern NAME = Pattern.compile("(?i)[;\\s]name=\"([^\"]*)\"");
    private static final Pattern FILE_NAME = Pattern.compile("(?i)[;\\s]filename=\"([^\"]*)\"");
    private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};
    private static final int MOST_FIELDS = 100;

    private final Map<String, Field> fields;

    private MultipartForm(Map<String, Field> fields) {
        this.fields = fields;
    }

    /**
     * One field.
     *
     * @param fileName as uploaded, or null
     * @param content its bytes
     */
    public record Field(String fileName, byte[] content) {

        /** Its content as text. */
        public String text() {
            return new String(content, StandardCharsets.UTF_8);
        }
    }

    /** Reads {@code body}; refuses what is no such form. */
    public static MultipartForm parse(String contentType, byte[] body) {
        Matcher boundary = BOUNDARY.matcher(contentType == null ? "" : contentType);
        if (contentType == null || !contentType.startsWith("multipart/form-data") || !boundary.find()) {
            throw refusal();
        }
        String mark = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
        byte[] delimiter = ("--" + mark).getBytes(StandardCharsets.ISO_8859_1);
        Map<String, Field> fields = new LinkedHashMap<>();
        int from = find(body, delimiter, 0);
        while (from >= 0 && fields.size() <= MOST_FIELDS) {
            int begin = from + delimiter.length;
            int next = find(body, delimiter, begin);
            if (next < 0) {
                break;
            }
            read(Arrays.copyOfRange(body, begin, next), fields);
            from = next;
        }
        if (fields.isEmpty()) {
            throw refusal();
        }
        return new MultipartForm(fields);
    }

    /** A part with the line ends around it: {@code CRLF head CRLF CRLF content CRLF}. */
    private static void read(byte[] part, Map<String, Field> fields) {
        int headEnd = find(part, HEAD_END, 0);
        if (headEnd < 0 || part.length < headEnd + HEAD_END.length + 2) {
            throw refusal();
        }
        String head = new String(part, 0, headEnd, StandardCharsets.UTF_8);
        Matcher name = NAME.matcher(head);
        if (!name.find()) {
            throw refusal();
        }
        Matcher fileName = FILE_NAME.matcher(head);
        byte[] content = Arrays.copyOfRange(part, headEnd + HEAD_END.length, part.length - 2);
        fields.put(name.group(1), new Field(fileName.find() ? fileName.group(1) : null, content));
    }

    private static int find(byte[] in, byte[] what, int from) {
        for (int at = from; at <= in.length - what.length; at++) {
            int same = 0;
            while (same < what.length && in[at + same] == what[same]) {
                same++;
            }
            if (same == what.length) {
                return at;
            }
        }
        return -1;
    }

    private static InvalidRequestException refusal() {
        return new InvalidRequestException("The body is no multipart form.", null, "invalid_multipart");
    }

    /** The field of this name. */
    public Optional<Field> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }
}
