package io.tollgate.gateway.metering;

import static io.tollgate.gateway.metering.Answers.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.gateway.metering.json.JsonScanner;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams and documents of the Responses API. */
class ResponsesMeterTest {

    private static final String CREATED = event(
            "response.created",
            "\"response\":{\"id\":\"resp_1\",\"status\":\"in_progress\",\"error\":null,\"model\":\"gpt-4o\",\"output\":[],\"usage\":null}");
    private static final String ITEM =
            event("response.output_item.added", "\"item\":{\"id\":\"msg_1\",\"content\":[]},\"output_index\":0");
    private static final String DELTA =
            event("response.output_text.delta", "\"item_id\":\"msg_1\",\"delta\":\"Hello world, once more\"");
    private static final String USAGE = "\"usage\":{\"input_tokens\":30,\"input_tokens_details\":{\"cached_tokens\":8},"
            + "\"output_tokens\":12,\"output_tokens_details\":{\"reasoning_tokens\":5},\"total_tokens\":42}";
    private static final String OUTPUT =
            "\"output\":[{\"id\":\"msg_1\",\"content\":[{\"type\":\"output_text\",\"text\":\"Hello\"}]}]";

    @ParameterizedTest
    @ValueSource(strings = {"response.completed", "response.incomplete"})
    void shouldReadAStreamWithoutADoneMark(String end) {
        String stream =
                CREATED + ITEM + DELTA + event(end, "\"response\":{\"id\":\"resp_1\"," + OUTPUT + "," + USAGE + "}");
        UsageMeter meter = UsageMeter.ofStream(false);

        assertThat(Answers.feedBytewise(meter, bytes(stream)).toString()).isEqualTo(stream);

        assertThat(meter.reading()).isEqualTo(new UsageReading.Reported(30, 8, 12, 5));
        assertThat(meter.failed()).isFalse();
        assertThat(meter.answerId()).contains("resp_1");
        assertThat(meter.reportedModel()).contains("gpt-4o");
    }

    @Test
    void shouldKnowTheIdWithTheFirstEventAndContentOnlyWithTheFirstDelta() {
        UsageMeter meter = UsageMeter.ofStream(false);

        meter.accept(Buffer.buffer(CREATED + ITEM));
        assertThat(meter.answerId()).contains("resp_1");
        assertThat(meter.contentStarted()).isFalse();

        meter.accept(Buffer.buffer(DELTA));
        assertThat(meter.contentStarted()).isTrue();
    }

    @Test
    void shouldCountDeltasWhenTheStreamBreaksOff() {
        UsageMeter meter = UsageMeter.ofStream(false);

        Answers.feed(meter, bytes(CREATED + ITEM + DELTA + DELTA));

        assertThat(meter.reading()).isEqualTo(new UsageReading.Counted(11));
        assertThat(meter.complete()).isFalse();
    }

    @Test
    void shouldSeeThatAResponseFailedAndWhatItCost() {
        String failed = event(
                "response.failed",
                "\"response\":{\"id\":\"resp_1\",\"status\":\"failed\",\"error\":{\"code\":\"server_error\",\"message\":\"x\"},"
                        + USAGE + "}");
        UsageMeter meter = UsageMeter.ofStream(false);

        Answers.feed(meter, bytes(CREATED + DELTA + failed));

        assertThat(meter.failure()).contains(new AnswerFailure("server_error", 0));
        assertThat(meter.reading()).isEqualTo(new UsageReading.Reported(30, 8, 12, 5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "response.completed|'usage':null",
                "response.completed|'x':1",
                "response.completed|'usage':{}",
                "response.incomplete|'usage':null",
                "response.failed|'error':{'code':'server_error'},'usage':null",
                "response.failed|'error':null"
            })
    void shouldEndWithTheLastEventWhateverItSaysOfUsage(String type, String fields) {
        UsageMeter meter = UsageMeter.ofStream(false);
        String end = event(type, "\"response\":{\"id\":\"resp_1\"," + fields.replace('\'', '"') + "}");

        Answers.feed(meter, bytes(CREATED + ITEM + DELTA + DELTA + end));

        assertThat(meter.terminalEvent()).isTrue();
        assertThat(meter.complete()).isTrue();
        assertThat(meter.reading()).isEqualTo(new UsageReading.Counted(11));
    }

    @Test
    void shouldReadNumbersInAnyFormAtTheEnd() {
        UsageMeter meter = UsageMeter.ofStream(false);

        Answers.feed(
                meter,
                bytes(CREATED
                        + DELTA
                        + event(
                                "response.completed",
                                "\"response\":{\"usage\":{\"input_tokens\":30.0,\"output_tokens\":1.2e1,"
                                        + "\"input_tokens_details\":{\"cached_tokens\":\"8\"}}}")));

        assertThat(meter.reading()).isEqualTo(new UsageReading.Reported(30, 8, 12, 0));
    }

    @Test
    void shouldCountTheOutputOfADocumentWithoutUsage() {
        UsageMeter meter = UsageMeter.ofDocument();

        Answers.feed(meter, bytes("{\"id\":\"resp_1\"," + OUTPUT + "}"));

        assertThat(meter.reading()).isEqualTo(new UsageReading.Counted(2));
    }

    @Test
    void shouldSeeAnErrorEvent() {
        UsageMeter meter = UsageMeter.ofStream(false);

        Answers.feed(meter, bytes(CREATED + event("error", "\"code\":\"server_error\",\"message\":\"x\"")));

        assertThat(meter.failed()).isTrue();
        assertThat(meter.failure().orElseThrow().code()).isEqualTo("server_error");
    }

    @Test
    void shouldReadADocument() {
        UsageMeter meter = UsageMeter.ofDocument();

        Answers.feedBytewise(
                meter,
                bytes("{\"id\":\"resp_1\",\"object\":\"response\",\"error\":null,\"previous_response_id\":\"resp_0\","
                        + OUTPUT + "," + USAGE + "}"));

        assertThat(meter.answerId()).contains("resp_1");
        assertThat(meter.failed()).isFalse();
        assertThat(meter.reading()).isEqualTo(new UsageReading.Reported(30, 8, 12, 5));
    }

    @Test
    void shouldTakeNoIdThatIsTooLongToBeKeptWhole() {
        UsageMeter meter = UsageMeter.ofDocument();

        Answers.feed(meter, bytes("{\"id\":\"" + "x".repeat(JsonScanner.MOST_KEPT) + "\"}"));

        assertThat(meter.answerId()).isEmpty();
    }

    private static String event(String type, String fields) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\",\"sequence_number\":1," + fields + "}\n\n";
    }
}
