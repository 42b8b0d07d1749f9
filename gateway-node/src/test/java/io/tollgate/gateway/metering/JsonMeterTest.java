package io.tollgate.gateway.metering;

import static io.tollgate.gateway.metering.Answers.bytes;
import static io.tollgate.gateway.metering.Answers.feed;
import static io.tollgate.gateway.metering.Answers.feedBytewise;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.gateway.metering.json.JsonScanner;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonMeterTest {

    private static final String CHAT =
            "{\"id\":\"x\",\"model\":\"gpt-4o-2024\",\"choices\":[{\"message\":{\"content\":\"tell"
                    + " \\\"usage\\\":{\\\"prompt_tokens\\\":1}\",\"usage\":{\"prompt_tokens\":7}}}],"
                    + "\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":3,\"total_tokens\":15,"
                    + "\"prompt_tokens_details\":{\"cached_tokens\":4,\"audio_tokens\":0},"
                    + "\"completion_tokens_details\":{\"reasoning_tokens\":1}}}";

    @Test
    void shouldGiveTheSameReadingWhereverADocumentIsSplit() {
        byte[] body = bytes(CHAT);
        for (int cut = 0; cut <= body.length; cut++) {
            var meter = new JsonMeter();

            assertThat(feed(meter, body, cut).getBytes()).isEqualTo(body);
            assertThat(meter.reading()).isEqualTo(new UsageReading.Reported(12, 4, 3, 1));
            assertThat(meter.reportedModel()).contains("gpt-4o-2024");
            assertThat(meter.complete()).isTrue();
            assertThat(meter.failed()).isFalse();
        }
    }

    @Test
    void shouldPassEveryBufferOnAsItIs() {
        Buffer chunk = Buffer.buffer(CHAT);

        assertThat(new JsonMeter().accept(chunk)).isSameAs(chunk);
    }

    @Test
    void shouldTellAudioThatWasHeardFromAudioThatWasSpoken() {
        var meter = new JsonMeter();
        feed(
                meter,
                bytes("{\"usage\":{\"prompt_tokens\":120,\"completion_tokens\":30,"
                        + "\"completion_tokens_details\":{\"audio_tokens\":25,\"reasoning_tokens\":0},"
                        + "\"prompt_tokens_details\":{\"audio_tokens\":90,\"image_tokens\":10,\"cached_tokens\":0}}}"));

        assertThat(meter.reading()).isEqualTo(new UsageReading.Reported(120, 0, 30, 0, 90, 25, 10));
    }

    @Test
    void shouldCountWhatIsSaidToHaveUsedNothing() {
        var meter = new JsonMeter();
        feed(
                meter,
                bytes("{\"choices\":[{\"message\":{\"content\":\"hello\"}}],"
                        + "\"usage\":{\"prompt_tokens\":0,\"completion_tokens\":0,\"total_tokens\":0}}"));

        assertThat(meter.reading()).isEqualTo(new UsageReading.Counted(2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'prompt_tokens':100,'completion_tokens':7,'prompt_cache_hit_tokens':80,'prompt_cache_miss_tokens':20|100,80,7,0",
                "'prompt_tokens':100,'completion_tokens':7,'cache_read_input_tokens':80|100,80,7,0",
                "'input_tokens':20,'output_tokens':7,'cache_read_input_tokens':80|100,80,7,0",
                "'prompt_tokens':32,'completion_tokens':9,'total_tokens':135,'completion_tokens_details':{'reasoning_tokens':94}|32,0,103,94",
                "'prompt_tokens':32,'completion_tokens':9,'completion_tokens_details':{'reasoning_tokens':94}|32,0,103,94",
                "'prompt_tokens':32,'completion_tokens':9,'total_tokens':135|32,0,103,0",
                "'prompt_tokens':100.0,'completion_tokens':1e2,'total_tokens':'200'|100,0,100,0",
                "'prompt_tokens':'100','completion_tokens':'7','prompt_tokens_details':{'cached_tokens':'80'}|100,80,7,0",
                "'prompt_tokens':1000e-1,'completion_tokens':0.7e1|100,0,7,0",
                "'completion_tokens':7,'total_tokens':107|100,0,7,0",
                "'prompt_tokens':100,'total_tokens':107|100,0,7,0",
                "'prompt_tokens':100,'prompt_tokens_details':null,'completion_tokens':7,'completion_tokens_details':{}|100,0,7,0",
            })
    void shouldReadTheFieldsOfEveryVendor(String usage, String expected) {
        long[] counts = Arrays.stream(expected.split(",", -1))
                .mapToLong(Long::parseLong)
                .toArray();
        var meter = new JsonMeter();
        feed(
                meter,
                bytes(("{'usage':{" + usage + "},'choices':[{'message':{'content':'hello'}}]}").replace('\'', '"')));

        assertThat(meter.reading()).isEqualTo(new UsageReading.Reported(counts[0], counts[1], counts[2], counts[3]));
    }

    @Test
    void shouldReadTheTotalOfAnAnswerWithoutOutput() {
        var meter = new JsonMeter();
        feed(meter, bytes("{\"data\":[{\"embedding\":[0.5]}],\"usage\":{\"total_tokens\":8}}"));

        assertThat(meter.reading()).isEqualTo(new UsageReading.Reported(8, 0, 0, 0));
    }

    @Test
    void shouldReadEmbeddingsWithoutOutput() {
        var meter = new JsonMeter();
        String vector = "[" + "-0.012345678e-3,".repeat(5_000) + "1]";
        feed(
                meter,
                bytes(
                        "{\"data\":[{\"embedding\":" + vector + "},{\"embedding\":\"" + "QUJD".repeat(9_000)
                                + "\"}],\"model\":\"text-embedding-3\\/small\",\"usage\":{\"prompt_tokens\":8,\"total_tokens\":8}}"));

        assertThat(meter.reading()).isEqualTo(new UsageReading.Reported(8, 0, 0, 0));
        assertThat(meter.reportedModel()).contains("text-embedding-3/small");
    }

    @Test
    void shouldReadTheWordsOfTheResponsesApi() {
        var meter = new JsonMeter();
        feedBytewise(
                meter,
                bytes("{\"error\":null,\"usage\":{\"input_tokens\":5,\"output_tokens\":6,"
                        + "\"output_tokens_details\":{\"reasoning_tokens\":2}}}"));

        assertThat(meter.reading()).isEqualTo(new UsageReading.Reported(5, 0, 6, 2));
        assertThat(meter.failed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"usage\":{\"prompt_tokens\":5}",
                "{\"usage\":{\"prompt_tokens\":5}}x",
                "{\"usage\":{\"prompt_tokens\":5}]",
                "{\"usage\":{\"prompt_tokens\":5},}",
                "{usage:{\"prompt_tokens\":5}}",
                "<html>",
                ""
            })
    void shouldTakeNoReadingFromAMalformedDocument(String body) {
        var meter = new JsonMeter();
        feed(meter, bytes(body));

        assertThat(meter.complete()).isFalse();
        assertThat(meter.reading()).isEqualTo(new UsageReading.None());
    }

    /** Cached input stands within the input or beside it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'input_tokens':20,'cache_read_input_tokens':80,'output_tokens':7                              | 100 | 80",
                "'input_tokens':90,'cache_read_input_tokens':10,'output_tokens':7                              | 100 | 10",
                "'input_tokens':50,'cache_read_input_tokens':40,'cache_creation_input_tokens':10,'output_tokens':7 | 100 | 40",
                "'input_tokens':90,'cache_read_input_tokens':10,'output_tokens':7,'total_tokens':107           | 100 | 10",
                "'input_tokens':100,'cache_read_input_tokens':80,'output_tokens':7,'total_tokens':107          | 100 | 80",
                "'prompt_tokens':100,'cache_read_input_tokens':80,'completion_tokens':7                        | 100 | 80",
                "'prompt_tokens':100,'prompt_cache_hit_tokens':80,'prompt_cache_miss_tokens':20,'completion_tokens':7 | 100 | 80",
                "'input_tokens':100,'input_tokens_details':{'cached_tokens':80},'output_tokens':7              | 100 | 80"
            },
            quoteCharacter = '`')
    void shouldReadCachedInputInTheWordsOfAnyVendor(String usage, long input, long cached) {
        var meter = new JsonMeter();
        feed(meter, bytes("{\"usage\":{" + usage.replace('\'', '"') + "}}"));

        assertThat(meter.reading()).isEqualTo(new UsageReading.Reported(input, cached, 7, 0));
    }

    @Test
    void shouldCountTheTextOfADocumentThatBreaksOff() {
        var meter = new JsonMeter();
        meter.accept(Buffer.buffer("{\"choices\":[{\"message\":{\"content\":\"" + "word ".repeat(80) + "\"},"));

        assertThat(meter.reading()).isEqualTo(new UsageReading.Counted(100));
        assertThat(meter.contentStarted()).isTrue();
    }

    @Test
    void shouldSeeAFailureInADocument() {
        var meter = new JsonMeter();
        feed(meter, bytes("{\"error\":{\"code\":\"content_filter\",\"message\":\"m\"}}"));

        assertThat(meter.failure()).contains(new AnswerFailure("content_filter", 0));
    }

    @Test
    void shouldKeepBoundedTextOfWhatItReports() {
        var meter = new JsonMeter();
        feed(meter, bytes("{\"model\":\"" + "m".repeat(100_000) + "\",\"" + "k".repeat(100_000) + "\":1}"));

        assertThat(meter.reportedModel()).contains("m".repeat(JsonScanner.MOST_KEPT));
        assertThat(meter.complete()).isTrue();
    }
}
