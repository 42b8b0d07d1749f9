package io.tollgate.events.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenFilesTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private final UsageEventCodec codec = new UsageEventCodec();

    static Set<String> names() {
        return SampleEvents.byName().keySet();
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldReadWhatVersionOneWrote(String name) throws Exception {
        assertThat(codec.decode(golden(name))).isEqualTo(SampleEvents.byName().get(name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldStillWriteWhatVersionOneWrote(String name) throws Exception {
        byte[] written = codec.encode(SampleEvents.byName().get(name));
        assertThat(missing(MAPPER.readTree(golden(name)), MAPPER.readTree(written), ""))
                .isEmpty();
    }

    /** What the golden file has and the written event has not, or otherwise. The event may have more: fields are added. */
    private static List<String> missing(JsonNode golden, JsonNode written, String path) {
        List<String> differences = new ArrayList<>();
        if (golden.isObject()) {
            golden.properties()
                    .forEach(field -> differences.addAll(
                            missing(field.getValue(), written.path(field.getKey()), path + "." + field.getKey())));
        } else if (!golden.equals(written)) {
            differences.add(path + ": " + golden + " became " + written);
        }
        return differences;
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldDescribeEveryFieldInThePublishedSchema(String name) throws Exception {
        List<String> gaps = new ArrayList<>();
        compare(schema(), MAPPER.readTree(golden(name)), "", gaps);
        assertThat(gaps).isEmpty();
    }

    /** Types, enums and required names; the rest of JSON Schema is not used by the schema. */
    private static void compare(JsonNode schema, JsonNode value, String path, List<String> gaps) {
        String type = schema.path("type").asText();
        boolean fits =
                switch (type) {
                    case "object" -> value.isObject();
                    case "array" -> value.isArray();
                    case "integer" -> value.isIntegralNumber();
                    case "string" -> value.isTextual();
                    case "boolean" -> value.isBoolean();
                    default -> false;
                };
        if (!fits) {
            gaps.add(path + " is no " + type);
        }
        if (schema.has("enum") && !texts(schema.get("enum")).contains(value.asText())) {
            gaps.add(path + " has an undocumented value");
        }
        texts(schema.path("required")).stream()
                .filter(field -> !value.has(field))
                .forEach(field -> gaps.add(path + "." + field + " is missing"));
        value.properties().forEach(field -> {
            JsonNode known = schema.path("properties").has(field.getKey())
                    ? schema.path("properties").get(field.getKey())
                    : schema.path("additionalProperties");
            compare(known, field.getValue(), path + "." + field.getKey(), gaps);
        });
        if (value.isArray()) {
            value.forEach(item -> compare(schema.path("items"), item, path + "[]", gaps));
        }
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new HashSet<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static JsonNode schema() throws IOException {
        return MAPPER.readTree(resource("/schema/usage-event-v1.schema.json"));
    }

    private static byte[] golden(String name) throws IOException {
        return resource("/golden/v1/" + name + ".json");
    }

    private static byte[] resource(String path) throws IOException {
        try (InputStream in = GoldenFilesTest.class.getResourceAsStream(path)) {
            assertThat(in).as(path).isNotNull();
            return in.readAllBytes();
        }
    }
}
