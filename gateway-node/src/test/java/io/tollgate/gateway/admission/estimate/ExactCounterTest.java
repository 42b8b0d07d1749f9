package io.tollgate.gateway.admission.estimate;

import static io.tollgate.catalog.Operation.CHAT_COMPLETIONS;
import static io.tollgate.catalog.Operation.COMPLETIONS;
import static io.tollgate.catalog.Operation.EMBEDDINGS;
import static io.tollgate.catalog.Operation.RESPONSES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import io.tollgate.gateway.body.InferenceBody;
import io.tollgate.gateway.body.image.EncodedImages;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExactCounterTest {

    private static final EncodingRegistry ORACLE = Encodings.newLazyEncodingRegistry();
    private static final String ENGLISH = "The quick brown fox (5 years old) jumps over the lazy dog; isn't it?\n\n  ";
    private static final ExactCounter COUNTER = new ExactCounter();

    @ParameterizedTest
    @CsvSource({
        "gpt-4o, O200K_BASE",
        "gpt-4o-mini, O200K_BASE",
        "gpt-4.1, O200K_BASE",
        "gpt-5, O200K_BASE",
        "o3-mini, O200K_BASE",
        "somebody-elses, O200K_BASE",
        "gpt-4, CL100K_BASE",
        "gpt-4-turbo, CL100K_BASE",
        "gpt-35-turbo, CL100K_BASE",
        "gpt-3.5-turbo-16k, CL100K_BASE",
        "text-embedding-3-small, CL100K_BASE"
    })
    void shouldKnowTheTokenizerOfAModel(String model, EncodingType type) {
        assertThat(ModelEncoding.of(model)).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4o", "gpt-4"})
    void shouldCountChatsAsTheVendorDoes(String model) {
        Encoding oracle = ORACLE.getEncoding(ModelEncoding.of(model));
        String[] texts = {"hello", "<|endoftext|>", "naïve 中文 😀 \"quoted\" \\ /", ENGLISH.repeat(300), "", "日本語のテキスト。"
        };
        long expected = 3;
        var messages = new StringBuilder();
        for (String text : texts) {
            expected += 3 + 1 + oracle.countTokensOrdinary(text);
            messages.append(messages.isEmpty() ? "" : ",")
                    .append("{\"role\":\"user\",\"content\":\"")
                    .append(Bodies.escaped(text))
                    .append("\"}");
        }
        InferenceBody body =
                Bodies.read(CHAT_COMPLETIONS, "{\"x\":[{\"content\":\"y\"}],\"messages\":[" + messages + "]}");

        assertThat(COUNTER.count(model, CHAT_COMPLETIONS, body)).isEqualTo(expected);
    }

    @Test
    void shouldCountEveryPartOfAMessageAndAddTheRestByRule() {
        Encoding oracle = ORACLE.getEncoding(EncodingType.O200K_BASE);
        String tools = "[{\"type\":\"function\"}]";
        InferenceBody body = Bodies.read(CHAT_COMPLETIONS, """
                {"messages":[{"role":"user","name":"bob","content":[{"type":"text","text":"look here"},
                  {"type":"image_url","image_url":{"url":"data:AAAA"}}]},
                 {"role":"assistant","content":null,"tool_calls":[{"id":"7","function":{"name":"f","arguments":"{}"}}]}],
                 "tools":%s}""".formatted(tools));
        long text = 0;
        for (String part : new String[] {"user", "bob", "look here", "assistant", "7", "f", "{}"}) {
            text += oracle.countTokensOrdinary(part);
        }

        long withoutImage = 3 + 2 * 3 + 1 + text + (tools.length() + 4) / 5;
        assertThat(COUNTER.count("gpt-4o", CHAT_COMPLETIONS, body)).isEqualTo(withoutImage + 765);
        assertThat(COUNTER.bound("gpt-4o", CHAT_COMPLETIONS, body)).isEqualTo(withoutImage + 1_445);
    }

    @Test
    void shouldCountImagesOfKnownSizeByTheModelsRule() throws IOException {
        String png = EncodedImages.dataUrl("png", EncodedImages.encoded("png", 512, 1_024));
        String part = "{\"type\":\"image_url\",\"image_url\":{\"url\":\"%s\",\"detail\":\"%s\"}}";
        InferenceBody body = Bodies.read(
                CHAT_COMPLETIONS,
                "{\"messages\":[{\"role\":\"user\",\"content\":[%s,%s]}]}"
                        .formatted(part.formatted(png, "high"), part.formatted(png, "low")));

        assertThat(COUNTER.count("gpt-4o", CHAT_COMPLETIONS, body)).isEqualTo(3 + 3 + 1 + 425 + 85);
        assertThat(COUNTER.bound("gpt-4o", CHAT_COMPLETIONS, body)).isEqualTo(3 + 3 + 1 + 425 + 85);
        assertThat(COUNTER.count("gpt-4.1-nano", CHAT_COMPLETIONS, body)).isEqualTo(3 + 3 + 1 + 2 * 1_260);
    }

    @Test
    void shouldCountPromptsAndInputs() {
        Encoding oracle = ORACLE.getEncoding(EncodingType.CL100K_BASE);
        int both = oracle.countTokensOrdinary("one text") + oracle.countTokensOrdinary("another");
        String texts = "[\"one text\",\"another\"]";

        assertThat(COUNTER.count("gpt-35-turbo", COMPLETIONS, Bodies.read(COMPLETIONS, "{\"prompt\":" + texts + "}")))
                .isEqualTo(both);
        assertThat(COUNTER.count(
                        "text-embedding-3-small",
                        EMBEDDINGS,
                        Bodies.read(EMBEDDINGS, "\uFEFF{\"input\":" + texts + "}")))
                .isEqualTo(both);
        assertThat(COUNTER.count("gpt-35-turbo", COMPLETIONS, Bodies.read(COMPLETIONS, "{\"prompt\":[[1,2],[3]]}")))
                .isEqualTo(3);
        assertThat(COUNTER.count("gpt-35-turbo", COMPLETIONS, Bodies.read(COMPLETIONS, "{}")))
                .isEqualTo(1);
    }

    @Test
    void shouldCountATurnOfTheResponsesApi() {
        Encoding oracle = ORACLE.getEncoding(EncodingType.O200K_BASE);
        InferenceBody text = Bodies.read(RESPONSES, "{\"instructions\":\"be brief\",\"input\":\"hello there\"}");
        InferenceBody items = Bodies.read(RESPONSES, """
                {"input":[{"role":"user","content":"hello there"},
                  {"role":"user","content":[{"type":"input_text","text":"look here"},{"type":"input_image","image_url":"x"}]},
                  {"type":"function_call","name":"f","arguments":"{}"},
                  {"type":"function_call_output","call_id":"7","output":"done"}]}""");
        long said = 0;
        for (String part : new String[] {"hello there", "look here", "f", "{}", "done"}) {
            said += oracle.countTokensOrdinary(part);
        }

        assertThat(COUNTER.count("gpt-4o", RESPONSES, text))
                .isEqualTo(
                        3 + 2 * 4 + oracle.countTokensOrdinary("be brief") + oracle.countTokensOrdinary("hello there"));
        assertThat(COUNTER.count("gpt-4o", RESPONSES, items)).isEqualTo(3 + 4 * 4 + said + 765);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", " ", "中文，", "x1"})
    void shouldBeNearForTextThatNoTokenizerLikes(String unit) {
        String text = unit.repeat(20_000 / unit.length());
        long oracle = ORACLE.getEncoding(EncodingType.O200K_BASE).countTokensOrdinary(text);

        assertThat(COUNTER.count("gpt-4o", COMPLETIONS, Bodies.read(COMPLETIONS, "{\"prompt\":\"" + text + "\"}")))
                .isCloseTo(oracle, within(1L + text.length() / TextCount.MOST_RUN_CHARACTERS));
    }

    @Test
    void shouldExtrapolateBeyondItsBound() {
        String text = "word ".repeat(2 * TextCount.MOST_CHARACTERS / 5);
        var count = new TextCount(ORACLE.getEncoding(EncodingType.O200K_BASE));
        count.add(text.substring(0, 100));
        count.add(text.substring(100));

        assertThat(count.tokens()).isCloseTo(text.length() / 5, within(20L));
    }

    @Test
    void shouldSayWhatMustNotRunOnAnEventLoop() {
        var counter = new ExactCounter();
        var small = Bodies.chat("hello");
        var large = Bodies.chat("hello ".repeat(1000));
        var ofImages = Bodies.read(
                CHAT_COMPLETIONS,
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"image_url\":\"data:%s\"}]}]}"
                        .formatted("A".repeat(ExactCounter.MOST_CHEAP_BODY_BYTES)));

        assertThat(counter.costly("gpt-4", small)).isTrue();
        counter.load("gpt-4");
        assertThat(counter.costly("gpt-4", small)).isFalse();
        assertThat(counter.costly("gpt-4", large)).isTrue();
        assertThat(counter.costly("gpt-4", ofImages)).isTrue();
        assertThat(counter.costly("gpt-4o", small)).isTrue();
    }
}
