package io.tollgate.events.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.events.Caller;
import io.tollgate.events.Request;
import io.tollgate.events.Served;
import io.tollgate.events.Timing;
import io.tollgate.events.UsageEvent;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class UsageEventCodecTest {

    private static final String LEAST = """
            {"schemaVersion":1,"id":"r1","occurredAt":"2026-11-21T10:15:30Z","node":"n1",\
            "outcome":{"kind":"completed","status":200},"tokens":{"input":3,"output":4,"source":"reported"}}""";

    private final UsageEventCodec codec = new UsageEventCodec();

    static Iterable<UsageEvent> samples() {
        return SampleEvents.byName().values();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldReadBackWhatItWrote(UsageEvent event) throws Exception {
        assertThat(codec.decode(codec.encode(event))).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldWriteTheSameInTwoParts(UsageEvent event) {
        byte[] beginning =
                codec.beginning(event.id(), event.occurredAt(), event.node(), event.catalogVersion(), event.caller());
        assertThat(codec.completed(
                        ByteBuffer.wrap(beginning),
                        event.request(),
                        event.served(),
                        event.outcome(),
                        event.tokens(),
                        event.timing()))
                .isEqualTo(codec.encode(event));
    }

    @Test
    void shouldTakeDefaultsForOptionalFields() throws Exception {
        UsageEvent event = codec.decode(LEAST.getBytes(UTF_8));

        assertThat(event.caller()).isEqualTo(Caller.UNKNOWN);
        assertThat(event.request()).isEqualTo(Request.UNKNOWN);
        assertThat(event.served()).isEqualTo(Served.NOBODY);
        assertThat(event.timing()).isEqualTo(new Timing(-1, 0));
        assertThat(event.catalogVersion()).isZero();
        assertThat(event.tokens().total()).isEqualTo(7);
    }

    @Test
    void shouldIgnoreUnknownFieldsAtEveryLevel() throws Exception {
        String later = LEAST.replace("\"id\":", "\"later\":{\"deep\":[1,{\"a\":null}]},\"id\":")
                .replace("\"kind\":", "\"hint\":[true],\"kind\":")
                .replace("\"input\":", "\"audio\":{\"in\":1},\"input\":");

        assertThat(codec.decode(later.getBytes(UTF_8))).isEqualTo(codec.decode(LEAST.getBytes(UTF_8)));
    }

    @Test
    void shouldReplaceTextThatNoStoreCanHold() throws Exception {
        String unfit =
                LEAST.replace("\"node\":", "\"caller\":{\"user\":\"a\\u0000b\\ud83dc\\ud83d\\ude00\"},\"node\":");
        assertThat(codec.decode(unfit.getBytes(UTF_8)).caller().user()).isEqualTo("a\uFFFDb\uFFFDc\uD83D\uDE00");

        UsageEvent sample = SampleEvents.byName().get("completed");
        Caller broken = new Caller("t", "", "", "", "x\uD83D", Map.of("k\u0000", "\uDE00"));
        UsageEvent written = new UsageEvent(
                sample.id(),
                sample.occurredAt(),
                sample.node(),
                1,
                broken,
                sample.request(),
                sample.served(),
                sample.outcome(),
                sample.tokens(),
                sample.timing());
        Caller read = codec.decode(codec.encode(written)).caller();
        assertThat(read.user()).isEqualTo("x\uFFFD");
        assertThat(read.tags()).containsExactly(Map.entry("k\uFFFD", "\uFFFD"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"schemaVersion\":1 | \"schemaVersion\":2 | schemaVersion",
                "\"schemaVersion\":1, | `` | schemaVersion",
                "\"r1\" | \"\" | id",
                "\"r1\" | 7 | id",
                "2026-11-21T10:15:30Z | yesterday | occurredAt",
                "2026-11-21T10:15:30Z | +100000-11-21T10:15:30Z | occurredAt",
                "\"node\":\"n1\" | \"node\":null | node",
                "\"completed\" | \"COMPLETED\" | outcome.kind",
                "\"status\":200 | \"status\":\"200\" | outcome.status",
                "\"status\":200 | \"status\":1200 | outcome.status",
                "\"status\":200 | \"reason\":\"\" | outcome.status",
                "\"input\":3 | \"input\":-3 | tokens.input",
                "\"input\":3 | \"input\":3.5 | tokens.input",
                "\"input\":3 | \"input\":92233720368547758070 | tokens.input",
                "\"input\":3 | \"cachedInput\":3 | tokens.input",
                "\"input\":3 | \"input\":1000000000001 | tokens.input",
                "\"input\":3 | \"input\":3,\"cachedInput\":1000000000001 | tokens.cachedInput",
                "\"input\":3 | \"input\":3,\"output\":1000000000001 | tokens.output",
                "\"input\":3 | \"input\":3,\"reasoning\":1000000000001 | tokens.reasoning",
                "\"input\":3 | \"input\":3,\"audioInput\":1000000000001 | tokens.audioInput",
                "\"input\":3 | \"input\":3,\"audioOutput\":1000000000001 | tokens.audioOutput",
                "\"input\":3 | \"input\":3,\"imageInput\":1000000000001 | tokens.imageInput",
                "\"reported\" | \"guessed\" | tokens.source",
                "\"node\" | \"served\":{\"attempts\":[{},{\"status\":\"x\"}]},\"node\" | served.attempts[1].status",
                "\"node\" | \"served\":[],\"node\" | served",
                "\"node\" | \"served\":{\"attempts\":{}},\"node\" | served.attempts",
                "\"node\" | \"request\":{\"streamed\":1},\"node\" | request.streamed",
                "\"node\" | \"caller\":{\"tags\":{\"a\":1}},\"node\" | caller.tags.a",
            })
    void shouldNameTheFieldThatIsWrong(String part, String instead, String field) {
        String bad = LEAST.replace(part, instead);
        assertThat(bad).isNotEqualTo(LEAST);
        assertThatThrownBy(() -> codec.decode(bad.getBytes(UTF_8)))
                .isInstanceOfSatisfying(UnreadableUsageEventException.class, e -> {
                    assertThat(e.field()).isEqualTo(field);
                    assertThat(e).hasMessageStartingWith(field + ": ");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "caller,tenant",
        "caller,costCentre",
        "caller,application",
        "caller,keyId",
        "caller,product",
        "request,operation",
        "request,model",
        "request,route",
        "served,deployment",
        "served,model",
        "served,capacity",
        "served,region",
        "served,spilledFrom"
    })
    void shouldRefuseNamesThatAreTooLong(String part, String name) throws Exception {
        String longest = "x".repeat(UsageEventCodec.MOST_NAME_CHARS);
        String fits = LEAST.replace("\"node\"", "\"%s\":{\"%s\":\"%s\"},\"node\"".formatted(part, name, longest));
        assertThat(new String(codec.encode(codec.decode(fits.getBytes(UTF_8))), UTF_8))
                .contains('"' + name + "\":\"" + longest + '"');

        assertThatThrownBy(
                        () -> codec.decode(fits.replace(longest, longest + "x").getBytes(UTF_8)))
                .hasMessage(part + "." + name + ": must have at most 512 characters");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"``", "null", "[]", "{", "{\"id\":secret}", "{} {}", "hello", "{\"a\":\"\u0001\"}"})
    void shouldRefuseWhatIsNoJsonObjectWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> codec.decode(text.getBytes(UTF_8)))
                .isInstanceOf(UnreadableUsageEventException.class)
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining("hello");
    }

    @Test
    void shouldRefuseNestingWithoutBound() {
        String deep = LEAST.replace("\"node\":", "\"later\":" + "[".repeat(100_000) + ",\"node\":");
        assertThatThrownBy(() -> codec.decode(deep.getBytes(UTF_8))).isInstanceOf(UnreadableUsageEventException.class);
    }

    @Test
    void shouldBindCloudEventsAttributesToHeaders() {
        Map<String, byte[]> headers = CloudEventHeaders.of(SampleEvents.byName().get("completed"));

        assertThat(headers.entrySet().stream().map(entry -> entry.getKey() + "=" + new String(entry.getValue(), UTF_8)))
                .containsExactly(
                        "ce_specversion=1.0",
                        "ce_id=req_01JD7Z6Q8X",
                        "ce_type=io.tollgate.usage.v1",
                        "ce_source=/tollgate/nodes/node-1",
                        "ce_time=2026-11-21T10:15:30.123456Z",
                        "content-type=application/json");
    }
}
