package io.tollgate.gateway.metering;

import static io.tollgate.gateway.metering.Answers.bytes;
import static io.tollgate.gateway.metering.Answers.feed;
import static io.tollgate.gateway.metering.Answers.feedBytewise;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseMeterTest {

    private static final int ROUNDS = 20_000;

    private static final String ROLE =
            "data: {\"model\":\"gpt-4o-2024\",\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}],\"usage\":null}";
    private static final String CONTENT =
            "data: {\"model\":\"gpt-4o-2024\",\"choices\":[{\"delta\":{\"content\":\"Hi \\\"usage\\\":{}\"}}],\"usage\":null}";
    private static final String USAGE =
            "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":3,\"total_tokens\":15,"
                    + "\"prompt_tokens_details\":{\"cached_tokens\":4},\"completion_tokens_details\":{\"reasoning_tokens\":1}}}";
    private static final String DONE = "data: [DONE]";

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void shouldGiveTheSameWhereverAStreamIsSplit(String lineEnd) {
        String blank = lineEnd + lineEnd;
        String head = "\uFEFF: hello" + lineEnd + ROLE + blank + "event: message" + lineEnd + CONTENT + blank;
        byte[] stream = bytes(head + USAGE + blank + DONE + blank);
        for (int first = 0; first <= stream.length; first++) {
            int second = first + (stream.length - first) / 3;
            var meter = new SseMeter(true);

            Buffer out = feed(meter, stream, first, second);

            assertThat(out.toString(UTF_8)).as("split at %d", first).isEqualTo(head + DONE + blank);
            assertThat(meter.reading()).isEqualTo(new UsageReading.Reported(12, 4, 3, 1));
            assertThat(meter.reportedModel()).contains("gpt-4o-2024");
            assertThat(meter.contentStarted()).isTrue();
            assertThat(meter.complete()).isTrue();
            assertThat(meter.failed()).isFalse();
        }
    }

    @Test
    void shouldDoAsThePlainMeterDoesOnAnyStream() {
        var random = new Random(11);
        for (int seed = 0; seed < ROUNDS; seed++) {
            byte[] stream = bytes(new RandomSse(seed).stream());
            var expected = new NaiveSse(stream);
            int[] cuts = random.ints(random.nextInt(6), 0, stream.length + 1)
                    .sorted()
                    .toArray();
            String about = "seed %d, cut at %s: %s".formatted(seed, Arrays.toString(cuts), new String(stream, UTF_8));
            var hiding = new SseMeter(true);

            assertThat(feed(hiding, stream, cuts).toString(ISO_8859_1.name()))
                    .as(about)
                    .isEqualTo(expected.output.toString());
            assertAgrees(hiding, expected, about);

            var plain = new SseMeter(false);
            assertThat(feed(plain, stream, cuts).getBytes()).as(about).isEqualTo(stream);
            assertAgrees(plain, expected, about);
            if (seed % 10 == 0) {
                var bytewise = new SseMeter(true);
                assertThat(feedBytewise(bytewise, stream).toString(ISO_8859_1.name()))
                        .as(about)
                        .isEqualTo(expected.output.toString());
                assertAgrees(bytewise, expected, about);
            }
        }
    }

    private static void assertAgrees(SseMeter meter, NaiveSse expected, String about) {
        assertThat(meter.reading()).as(about).isEqualTo(expected.reading());
        assertThat(meter.reportedModel()).as(about).isEqualTo(expected.model);
        assertThat(meter.failed()).as(about).isEqualTo(expected.failed);
        assertThat(meter.complete()).as(about).isEqualTo(expected.complete());
        assertThat(meter.contentStarted()).as(about).isEqualTo(expected.contentStarted);
        assertThat(meter.malformed()).as(about).isEqualTo(expected.malformed);
    }

    @Test
    void shouldPassTheVeryBufferWhenItHoldsWholeEventsAndNoneIsHidden() {
        Buffer chunk = Buffer.buffer(CONTENT + "\n\n: ping\n" + DONE + "\n\n");

        assertThat(new SseMeter(true).accept(chunk)).isSameAs(chunk);
        assertThat(new SseMeter(false).accept(chunk)).isSameAs(chunk);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldPassNoPartOfAnEventUntilItHasComeToItsEnd(boolean hideUsage) {
        var meter = new SseMeter(hideUsage);

        assertThat(meter.accept(Buffer.buffer(CONTENT + "\n\n" + CONTENT))).hasToString(CONTENT + "\n\n");
        assertThat(meter.midEvent()).isFalse();
        assertThat(meter.accept(Buffer.buffer("\n\n"))).hasToString(CONTENT + "\n\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[],\"prompt_filter_results\":[{\"prompt_index\":0}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null},\"finish_reason\":null}]}",
                "{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[],\"annotations\":[]}}]}",
                "{\"choices\":[{\"index\":0,\"text\":\"\",\"finish_reason\":null}]}",
                "{\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":0}}",
                "[DONE]",
                ""
            })
    void shouldTellPreliminariesFromContent(String data) {
        var meter = new SseMeter(true);
        meter.accept(Buffer.buffer(": ping\n\ndata: " + data + "\n\n"));

        assertThat(meter.contentStarted()).isFalse();
        assertThat(meter.malformed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[{\"delta\":{\"content\":\"a\"}}]}",
                "{\"choices\":[{\"delta\":{\"refusal\":\"no\"}}]}",
                "{\"choices\":[{\"delta\":{\"reasoning_content\":\"hm\"}}]}",
                "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"function\":{\"arguments\":\"\"}}]}}]}",
                "{\"choices\":[{\"delta\":{\"function_call\":{\"name\":\"f\"}}}]}",
                "{\"choices\":[{\"delta\":{\"audio\":{\"data\":\"AAAA\"}}}]}",
                "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}",
                "{\"choices\":[{\"text\":\"a\"}]}",
                "{\"type\":\"response.output_text.delta\",\"delta\":\"a\"}"
            })
    void shouldTakeEverythingElseForContentOnceItsEventIsWhole(String data) {
        var meter = new SseMeter(true);
        meter.accept(Buffer.buffer("data: " + data));
        assertThat(meter.contentStarted()).isFalse();

        meter.accept(Buffer.buffer("\n\n"));

        assertThat(meter.contentStarted()).isTrue();
    }

    @Test
    void shouldSeeDataThatIsNoJson() {
        var meter = new SseMeter(true);
        meter.accept(Buffer.buffer("data: {\"choices\":[\n\n"));

        assertThat(meter.malformed()).isTrue();
        assertThat(meter.contentStarted()).isFalse();
    }

    @Test
    void shouldShowUsageToACallerThatAskedForIt() {
        Buffer chunk = Buffer.buffer(USAGE + "\n\n");
        var meter = new SseMeter(false);

        assertThat(meter.accept(chunk)).isSameAs(chunk);
        assertThat(meter.reading()).isEqualTo(new UsageReading.Reported(12, 4, 3, 1));
    }

    @Test
    void shouldHoldAnOpenEventOnlyAsLongAsItIsSmall() {
        var meter = new SseMeter(true);
        String begin = "data: {\"choices\":[{\"delta\":{\"content\":\"";

        assertThat(meter.accept(Buffer.buffer(begin)).length()).isZero();
        Buffer big = Buffer.buffer("x".repeat(SseMeter.MOST_HELD_BYTES));
        assertThat(meter.accept(big).length()).isEqualTo(begin.length() + big.length());
        Buffer more = Buffer.buffer("yyyy");
        assertThat(meter.accept(more)).isSameAs(more);
        assertThat(meter.midEvent()).isTrue();
        assertThat(meter.accept(
                        Buffer.buffer("\"}}],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":7}}\n\n" + USAGE)))
                .hasToString("\"}}],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":7}}\n\n");
        assertThat(meter.reading()).isEqualTo(new UsageReading.Counted(16_385, 5, 0));
        assertThat(meter.end().length()).isZero();
        assertThat(meter.reading()).isEqualTo(new UsageReading.Reported(12, 4, 3, 1));
    }

    @Test
    void shouldReadUsageAtTheEndOfAnEventOfAnySize() {
        var meter = new SseMeter(true);
        byte[] stream = bytes("data: {\"type\":\"response.completed\",\"response\":{\"model\":\"m\",\"output\":[\""
                + "x".repeat(300_000)
                + "\"],\"usage\":{\"input_tokens\":9,\"input_tokens_details\":{\"cached_tokens\":2},\"output_tokens\":0,"
                + "\"output_tokens_details\":{\"reasoning_tokens\":0}}}}\n\n");

        assertThat(feed(meter, stream, 1000, 200_000).getBytes()).isEqualTo(stream);
        assertThat(meter.reading()).isEqualTo(new UsageReading.Reported(9, 2, 0, 0));
        assertThat(meter.reportedModel()).contains("m");
    }

    @Test
    void shouldCountWhatHasPassedWhenAStreamBreaksOff() {
        var meter = new SseMeter(true);
        assertThat(meter.reading()).isEqualTo(new UsageReading.None());
        meter.accept(Buffer.buffer(ROLE + "\n\n"));
        assertThat(meter.contentStarted()).isFalse();
        assertThat(meter.reading()).isEqualTo(new UsageReading.None());

        for (int i = 0; i < 3; i++) {
            meter.accept(Buffer.buffer("data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n"));
        }
        assertThat(meter.reading()).isEqualTo(new UsageReading.Counted(3));

        meter.accept(Buffer.buffer("data: {\"choices\":[{\"delta\":{\"content\":\"" + "b".repeat(397) + "\"}}]}\n\n"));
        assertThat(meter.reading()).isEqualTo(new UsageReading.Counted(100));
        assertThat(meter.contentStarted()).isTrue();
    }

    @Test
    void shouldSeeAFailureInsideAStream() {
        var coded = new SseMeter(true);
        coded.accept(
                Buffer.buffer(
                        "data: {\"error\":{\"message\":\"m\",\"type\":\"server_error\",\"code\":\"overloaded\",\"status\":529}}\n\n"));
        assertThat(coded.failure()).contains(new AnswerFailure("overloaded", 529));
        assertThat(coded.contentStarted()).isFalse();

        var numbered = new SseMeter(true);
        numbered.accept(Buffer.buffer("data: {\"error\":{\"type\":\"t\",\"code\":503}}\n\n"));
        assertThat(numbered.failure()).contains(new AnswerFailure("503", 503));

        var named = new SseMeter(false);
        named.accept(Buffer.buffer("event: error\ndata: {\"code\":\"rate_limit\",\"message\":\"m\"}\n\n"));
        assertThat(named.failure()).contains(new AnswerFailure("rate_limit", 0));

        var typed = new SseMeter(false);
        typed.accept(Buffer.buffer("data: {\"type\":\"error\",\"code\":\"c\",\"message\":\"m\"}\n\n"));
        assertThat(typed.failure()).contains(new AnswerFailure("c", 0));

        var silent = new SseMeter(true);
        silent.accept(
                Buffer.buffer("data: {\"error\":null,\"response\":{\"error\":null}}\n\nevent: errors\ndata: {}\n\n"));
        assertThat(silent.failed()).isFalse();
    }

    @Test
    void shouldNotTakeAZeroForTheUsageOfWhatHasPassed() {
        var meter = new SseMeter(true);
        meter.accept(Buffer.buffer(CONTENT + "\n\n"));
        meter.accept(
                Buffer.buffer("data: {\"choices\":[],\"usage\":{\"prompt_tokens\":0,\"completion_tokens\":0}}\n\n"));

        assertThat(meter.reading()).isEqualTo(new UsageReading.Counted(4));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"prompt_tokens\":\"5 tokens\"}",
                "{\"prompt_tokens\":-5}",
                "{\"prompt_tokens\":1.5}",
                "{\"prompt_tokens\":99999999999999999999}",
                "{\"prompt_tokens\":5"
            })
    void shouldNotTakeForUsageWhatIsNone(String usage) {
        var meter = new SseMeter(false);
        meter.accept(Buffer.buffer("data: {\"choices\":[],\"usage\":" + usage + "}\n\n"));
        meter.end();

        assertThat(meter.reading()).isEqualTo(new UsageReading.None());
    }

    private static final String ZEROS = "{'prompt_tokens':0,'completion_tokens':0,'total_tokens':0}";
    private static final String PREVIEW = "{'prompt_tokens':8,'completion_tokens':4,'total_tokens':12}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                ZEROS,
                "{'prompt_tokens':8,'completion_tokens':4}",
                "{'prompt_tokens':8,'completion_tokens':4,'completion_tokens_details':{'reasoning_tokens':0}}"
            })
    void shouldTakeUsageForProvisionalUntilTheStreamEnds(String usage) {
        var meter = new SseMeter(true);
        for (int i = 0; i < 30; i++) {
            meter.accept(event(choice(0, "a", "null"), usage));
        }

        assertThat(meter.reading())
                .isInstanceOfSatisfying(UsageReading.Counted.class, counted -> assertThat(counted.output())
                        .isEqualTo(30));
        meter.accept(event(choice(0, "", "'stop'"), usage));
        meter.accept(Buffer.buffer("data: [DONE]\n\n"));
        meter.end();

        assertThat(meter.complete()).isTrue();
        assertThat(meter.reading())
                .as("a proper end without a final usage is not a final usage either")
                .isInstanceOfSatisfying(UsageReading.Counted.class, counted -> assertThat(counted.output())
                        .isEqualTo(30));
    }

    @Test
    void shouldTakeTheUsageBehindProvisionalOnes() {
        var meter = new SseMeter(true);
        for (int i = 0; i < 30; i++) {
            meter.accept(event(choice(0, "a", "null"), i % 2 == 0 ? ZEROS : PREVIEW));
        }
        meter.accept(event(choice(0, "", "'stop'"), ZEROS));
        meter.accept(event("", "{'prompt_tokens':8,'completion_tokens':31,'total_tokens':39}"));

        assertThat(meter.reading()).isEqualTo(new UsageReading.Reported(8, 0, 31, 0));
    }

    @Test
    void shouldNotTakeTheRunningCountOfOneChoiceForThatOfAll() {
        var meter = new SseMeter(true);
        for (int i = 1; i <= 10; i++) {
            for (int index = 0; index < 2; index++) {
                meter.accept(event(
                        choice(index, "a", i == 10 ? "'stop'" : "null"),
                        "{'prompt_tokens':8,'completion_tokens':" + i + "}"));
            }
        }

        assertThat(meter.complete()).isTrue();
        assertThat(meter.reading()).isEqualTo(new UsageReading.Counted(20, 8, 0));

        meter.accept(event("", "{'prompt_tokens':8,'completion_tokens':20}"));

        assertThat(meter.reading()).isEqualTo(new UsageReading.Reported(8, 0, 20, 0));
    }

    @Test
    void shouldCompleteUsageFieldByField() {
        var meter = new SseMeter(true);
        meter.accept(event(choice(0, "seven", "null"), "null"));
        meter.accept(event(
                choice(0, "", "'stop'"),
                "{'prompt_tokens':100,'completion_tokens':7,'prompt_tokens_details':{'cached_tokens':80},"
                        + "'completion_tokens_details':{'reasoning_tokens':3}}"));
        meter.accept(event("", "{'prompt_tokens':100,'completion_tokens':7,'total_tokens':107}"));

        assertThat(meter.reading()).isEqualTo(new UsageReading.Reported(100, 80, 7, 3));

        meter.accept(event("", ZEROS));

        assertThat(meter.reading()).isEqualTo(new UsageReading.Reported(100, 80, 7, 3));
    }

    @Test
    void shouldReadUsageThatAVendorWrapsUp() {
        var meter = new SseMeter(false);
        meter.accept(event(choice(0, "seven", "null"), "null"));
        meter.accept(Buffer.buffer("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],"
                + "\"x_groq\":{\"id\":\"r\",\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":7}}}\n\n"));

        assertThat(meter.reading()).isEqualTo(new UsageReading.Reported(100, 0, 7, 0));
    }

    @Test
    void shouldEndWithTheReasonsForTheEndOfEveryChoice() {
        var meter = new SseMeter(true);
        meter.accept(event(choice(0, "a", "null"), "null"));
        meter.accept(event(choice(1, "b", "null"), "null"));
        meter.accept(event(choice(0, "", "'stop'"), "null"));
        assertThat(meter.complete()).isFalse();

        meter.accept(event(choice(1, "", "'length'"), "null"));

        assertThat(meter.complete()).isTrue();
        assertThat(meter.reading()).isEqualTo(new UsageReading.Counted(2));
    }

    @Test
    void shouldEndWithAUsageThatNothingFollows() {
        var meter = new SseMeter(false);
        meter.accept(event(choice(0, "a", "null"), "null"));
        meter.accept(event("", "{'prompt_tokens':8,'completion_tokens':1}"));
        assertThat(meter.complete()).isFalse();

        meter.end();

        assertThat(meter.complete()).isTrue();
    }

    @Test
    void shouldNotHideVerdictsOnThePromptThatComeWithUsage() {
        Buffer verdicts = Buffer.buffer(
                "data: {\"choices\":[],\"prompt_filter_results\":[{\"prompt_index\":0}],\"usage\":{\"prompt_tokens\":0}}\n\n");

        assertThat(new SseMeter(true).accept(verdicts)).isSameAs(verdicts);
    }

    private static String choice(int index, String content, String reason) {
        return "{'index':" + index + ",'delta':{'content':'" + content + "'},'finish_reason':" + reason + "}";
    }

    private static Buffer event(String choices, String usage) {
        return Buffer.buffer(("data: {'choices':[" + choices + "],'usage':" + usage + "}\n\n").replace('\'', '"'));
    }
}
