package io.tollgate.gateway.exchange.stored;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputItemsTest {

    private static final String PLAIN = """
            {"id":"resp_1","object":"response","metadata":{"id":"rs_victim","output":[{"id":"rs_victim"}],"x\\"id":"rs_victim"},
             "instructions":"\\",\\"output\\":[{\\"id\\":\\"rs_victim\\"}]","tools":[{"id":"rs_victim","parameters":{"output":[{"id":"v"}]}}],
             "output":[{"id":"rs_1","type":"reasoning","summary":[{"id":"rs_victim"}]},
               {"type":"message","content":[{"text":"\\"id\\":\\"rs_victim\\"","annotations":[{"container_id":"cntr_victim"}]}],"id":"msg_1"},
               {"id":"ci_1","container_id":"cntr_1","code":"{"},{"id":"sh_1","environment":{"container_id":"cntr_2","id":"x"}},
               "id","rs_victim",{"id":7},{"id":null},{"id":"rs_1"}],
             "input":[{"id":"rs_victim"}],"item":[{"id":"rs_victim"}],"previous_response_id":"resp_0"}""";

    @Test
    void shouldFindWhatAResponsePutsOutAndNothingThatItsCallerSent() {
        assertThat(found(false, PLAIN, PLAIN.length()))
                .containsExactly("rs_1", "msg_1", "ci_1", "cntr_1", "sh_1", "cntr_2");
    }

    @Test
    void shouldFindTheSameHoweverTheAnswerIsCut() {
        for (int bytes = 1; bytes < 40; bytes++) {
            assertThat(found(false, PLAIN, bytes)).containsExactly("rs_1", "msg_1", "ci_1", "cntr_1", "sh_1", "cntr_2");
        }
    }

    @Test
    void shouldFindThemInAStream() {
        String stream =
                "event: response.created\r\ndata: {\"response\":{\"id\":\"resp_1\",\"metadata\":{\"item\":{\"id\":\"v\"}}}}\r\n\r\n"
                        + ": {\"item\":{\"id\":\"v\"}}\n\n"
                        + "data: {\"type\":\"response.output_item.added\",\"item\":{\"id\":\"rs_1\",\"type\":\"reasoning\"}}\n\n"
                        + "data: {\"type\":\"response.output_text.delta\",\"item_id\":\"v\",\"delta\":\"\\\"item\\\":{\\\"id\\\":\\\"v\\\"}\"}\n\n"
                        + "data:{\"item\":{\"container_id\":\"cntr_1\",\"id\":\"ci_1\"},\"type\":\"response.output_item.done\"}\n\n"
                        + "data: {\"broken\":{\"item\":\ndata: {\"item\":{\"id\":\"ci_1\"}}\n\n"
                        + "data: {\"response\":{\"output\":[{\"id\":\"rs_1\"},{\"id\":\"msg_1\"}]}}\n\ndata: [DONE]\n\n";

        for (int bytes : new int[] {1, 2, 7, 4096}) {
            assertThat(found(true, stream, bytes)).containsExactly("rs_1", "cntr_1", "ci_1", "msg_1");
        }
    }

    @Test
    void shouldBoundWhatItFindsAndKeepWhatIsLongOut() {
        var many = new StringBuilder("{\"output\":[{\"id\":\"" + "x".repeat(256) + "\"}");
        for (int i = 0; i < 2 * OutputItems.MAX_THINGS; i++) {
            many.append(",{\"id\":\"i").append(i).append("\"}");
        }

        assertThat(found(false, many + "]}", 100))
                .hasSize(OutputItems.MAX_THINGS)
                .startsWith("i0");
        assertThat(found(false, "[".repeat(100) + "{\"output\":[{\"id\":\"v\"}]}" + "]".repeat(200), 9))
                .isEmpty();
    }

    private static List<String> found(boolean streamed, String answer, int bytes) {
        var found = new ArrayList<String>();
        var items = new OutputItems(streamed, thing -> found.add(thing.id()));
        for (int i = 0; i < answer.length(); i += bytes) {
            items.accept(Buffer.buffer(answer.substring(i, Math.min(answer.length(), i + bytes))));
        }
        return found;
    }
}
