package io.tollgate.gateway.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.catalog.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RewriteTest {

    private static final int ROUNDS = 4_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void shouldChangeNothingButWhatWasAskedForInAnyBody() throws Exception {
        for (int seed = 0; seed < ROUNDS; seed++) {
            var random = new RandomJson(seed);
            byte[] original = body(random).getBytes(UTF_8);
            var rewrite = new Rewrite(
                    random.chance() ? Optional.of("gpt\"-" + random.text(6)) : Optional.empty(), random.chance());

            byte[] rewritten = parsed(original).rewritten(rewrite);

            assertThat(JSON.readTree(rewritten))
                    .as("seed %d, %s of %s", seed, rewrite, new String(original, UTF_8))
                    .isEqualTo(expected(original, rewrite));
        }
    }

    @Test
    void shouldReadTheSameFieldsBackFromARewrittenBody() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            var random = new RandomJson(seed);
            InferenceBody original = parsed(body(random).getBytes(UTF_8));

            InferenceBody again = parsed(original.rewritten(new Rewrite(Optional.of("deployed"), true)));

            assertThat(again.model()).contains("deployed");
            assertThat(again.usageAsked()).isTrue();
            assertThat(again.stream()).isEqualTo(original.stream());
            assertThat(again.features()).isEqualTo(original.features());
            assertThat(again.outputBoundTokens()).isEqualTo(original.outputBoundTokens());
        }
    }

    @Test
    void shouldHandBackTheSameArrayWhenNothingIsToChange() {
        byte[] original =
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}],\"stream_options\":{\"include_usage\":true}}"
                        .getBytes(UTF_8);

        assertThat(parsed(original).rewritten(new Rewrite(Optional.of("m"), true)))
                .isSameAs(original);
        assertThat(parsed(original).rewritten(new Rewrite(Optional.empty(), false)))
                .isSameAs(original);
    }

    @Test
    void shouldKeepEveryOtherByte() {
        String before = "{ \"a\" : 1.50 , \"model\" : \"gpt\\u002d4o\" ,\r\n \"stream_options\" : { \"x\" : [ ] } ,";
        String rest = " \"messages\" : [ { \"role\":\"user\", \"content\":\"\\u00e9 é\" } ] } \n";

        byte[] rewritten = parsed((before + rest).getBytes(UTF_8)).rewritten(new Rewrite(Optional.of("prod-1"), true));

        assertThat(new String(rewritten, UTF_8))
                .isEqualTo("{ \"a\" : 1.50 , \"model\" : \"prod-1\" ,\r\n"
                        + " \"stream_options\" : {\"include_usage\":true, \"x\" : [ ] } ,"
                        + rest);
    }

    @Test
    void shouldInsertIntoAnEmptyObject() {
        var parsed = (BodyReading.Parsed) InferenceBody.parse(Operation.COMPLETIONS, " { } ".getBytes(UTF_8));

        byte[] rewritten = parsed.body().rewritten(new Rewrite(Optional.of("m"), true));

        assertThat(new String(rewritten, UTF_8))
                .isEqualTo(" {\"model\":\"m\",\"stream_options\":{\"include_usage\":true} } ");
    }

    @Test
    void shouldPutADeploymentsParametersInPlaceOfTheCallersInAnyBody() throws Exception {
        for (int seed = 0; seed < ROUNDS; seed++) {
            var random = new RandomJson(seed);
            byte[] original = bodyWithParameters(random).getBytes(UTF_8);
            Map<String, Object> parameters =
                    Map.of("temperature", 0.25, "seed", 7, "service_tier", "a \"tier\" \u00e9", "logprobs", true);
            var rewrite = new Rewrite(
                    random.chance() ? Optional.of("m-" + seed) : Optional.empty(), random.chance(), parameters);

            byte[] rewritten = parsed(original).rewritten(rewrite);

            var expected = (ObjectNode) expected(original, rewrite);
            parameters.forEach((name, value) -> expected.set(name, JSON.valueToTree(value)));
            assertThat(JSON.readTree(rewritten))
                    .as("seed %d, %s", seed, new String(original, UTF_8))
                    .isEqualTo(expected);
        }
    }

    @Test
    void shouldKeepEveryByteBesideAParameter() {
        String body = "{ \"messages\" : [ {\"role\":\"user\",\"seed\":1} ] , \"seed\" : -1.50e3 ,\r\n"
                + " \"top\\u005fp\" : {\"a\":[1]} , \"seed\":null}";

        byte[] rewritten = parsed(body.getBytes(UTF_8))
                .rewritten(new Rewrite(Optional.empty(), false, Map.of("seed", 42, "top_p", "x")));

        assertThat(new String(rewritten, UTF_8))
                .isEqualTo("{ \"messages\" : [ {\"role\":\"user\",\"seed\":1} ] , \"seed\" : 42 ,\r\n"
                        + " \"top\\u005fp\" : \"x\" , \"seed\":42}");
    }

    @Test
    void shouldReplaceAParameterHoweverOftenItIsThere() {
        String many = "\"seed\":1,".repeat(500);
        String messages = "\"messages\":[{\"role\":\"user\",\"content\":\"\"}]}";

        byte[] rewritten = parsed(("{" + many + messages).getBytes(UTF_8))
                .rewritten(new Rewrite(Optional.of("m"), false, Map.of("seed", 2)));

        assertThat(new String(rewritten, UTF_8)).isEqualTo("{\"model\":\"m\"," + many.replace('1', '2') + messages);
    }

    private static String bodyWithParameters(RandomJson random) {
        var members = new LinkedHashMap<String, String>();
        for (String name : List.of("temperature", "seed", "logprobs", "service_tier")) {
            if (random.chance()) {
                members.put(name, random.value(3));
            }
        }
        members.put("messages", random.array(List.of(message(random))));
        if (random.chance()) {
            members.put("stream_options", options(random));
        }
        return (random.below(8) == 0 ? "\uFEFF" : "") + random.space() + random.object(members) + random.space();
    }

    private static InferenceBody parsed(byte[] bytes) {
        BodyReading reading = InferenceBody.parse(Operation.CHAT_COMPLETIONS, bytes);
        assertThat(reading).isInstanceOf(BodyReading.Parsed.class);
        return ((BodyReading.Parsed) reading).body();
    }

    private static JsonNode expected(byte[] original, Rewrite rewrite) throws Exception {
        var tree = (ObjectNode) JSON.readTree(original);
        rewrite.model().ifPresent(model -> tree.put("model", model));
        if (rewrite.includeUsage()) {
            var options = tree.get("stream_options") instanceof ObjectNode given ? given : JSON.createObjectNode();
            tree.set("stream_options", options.put("include_usage", true));
        }
        return tree;
    }

    private static String body(RandomJson random) {
        var members = new LinkedHashMap<String, String>();
        for (int i = random.below(4); i > 0; i--) {
            members.put("unknown" + random.text(3), random.value(3));
        }
        members.put("messages", random.array(List.of(message(random), message(random))));
        if (random.chance()) {
            members.put("model", random.below(4) == 0 ? "null" : random.string(random.text(8)));
        }
        if (random.chance()) {
            members.put("stream", random.chance() ? "true" : "null");
        }
        if (random.chance()) {
            members.put("max_tokens", String.valueOf(1 + random.below(5000)));
        }
        if (random.below(3) > 0) {
            members.put("stream_options", random.below(4) == 0 ? "null" : options(random));
        }
        return (random.below(8) == 0 ? "\uFEFF" : "") + random.space() + random.object(members) + random.space();
    }

    private static String message(RandomJson random) {
        var members = new LinkedHashMap<String, String>();
        members.put("role", random.string("user"));
        members.put("content", random.string(random.text(20)));
        members.put("stream_options", random.value(2));
        return random.object(members);
    }

    private static String options(RandomJson random) {
        var members = new LinkedHashMap<String, String>();
        if (random.chance()) {
            members.put("include_usage", List.of("true", "false", "null").get(random.below(3)));
        }
        if (random.chance()) {
            members.put("chunk_include", random.value(2));
        }
        return random.object(members);
    }
}
