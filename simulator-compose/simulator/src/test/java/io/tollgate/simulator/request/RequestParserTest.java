package io.tollgate.simulator.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.simulator.request.ModelRequest.Streaming;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestParserTest {

    @Test
    void shouldReadAChat() {
        ModelRequest request = parse(Operation.CHAT, """
                {"model":"gpt-4o","user":"team-a","messages":[
                   {"role":"system","content":"Be short."},
                   {"role":"user","name":"bob","content":[{"type":"text","text":"What?"},{"type":"image_url","image_url":{"url":"data:"}}]},
                   {"role":"assistant","content":null,"tool_calls":[{"id":"x"}]}],
                 "max_tokens":9,"max_completion_tokens":5,"n":2,"stop":["a","b"],"stream":true,
                 "stream_options":{"include_usage":true},"unheard":{"deep":[1,{"of":2}]}}""");
        assertThat(request.model()).isEqualTo("gpt-4o");
        assertThat(request.user()).isEqualTo("team-a");
        assertThat(request.parts())
                .containsExactly(
                        new PromptPart(List.of("Be short."), 7),
                        new PromptPart(List.of("bob", "What?"), 4 + 1 + 85),
                        new PromptPart(List.of(), 4));
        assertThat(request.outputBound()).hasValue(5);
        assertThat(request.choices()).isEqualTo(2);
        assertThat(request.stops()).containsExactly("a", "b");
        assertThat(request.streaming()).isEqualTo(Streaming.WITH_USAGE);
    }

    @Test
    void shouldReadAllFormsOfInput() {
        assertThat(parse(Operation.EMBEDDING, "{\"input\":\"one\"}").parts()).hasSize(1);
        assertThat(parse(Operation.EMBEDDING, "{\"input\":[\"one\",\"two\"]}").parts())
                .hasSize(2);
        assertThat(parse(Operation.EMBEDDING, "{\"input\":[1,2,3]}").parts())
                .containsExactly(new PromptPart(List.of(), 3));
        assertThat(parse(Operation.EMBEDDING, "{\"input\":[[1,2],[3]]}").parts())
                .containsExactly(new PromptPart(List.of(), 2), new PromptPart(List.of(), 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'messages':5}|messages",
                "{'messages':[5]}|messages[0]",
                "{'messages':[{'content':'x'}]}|messages[0].role",
                "{'messages':[{'role':7}]}|messages[0].role",
                "{'messages':[{'role':'user','content':7}]}|messages[0].content",
                "{'messages':[]}|messages",
                "{}|messages",
                "{'messages':[{'role':'user'}],'stream':'yes'}|stream",
                "{'messages':[{'role':'user'}],'n':0}|n",
                "{'messages':[{'role':'user'}],'n':1000}|n",
                "{'messages':[{'role':'user'}],'max_tokens':-1}|max_tokens",
                "{'messages':[{'role':'user'}],'max_tokens':1.5}|max_tokens",
                "{'messages':[{'role':'user'}],'max_tokens':99999999999}|max_tokens",
                "{'messages':[{'role':'user'}],'stop':5}|stop",
                "{'messages':[{'role':'user'}],'model':5}|model",
                "{'messages':[{'role':'user'}],'stream_options':{'include_usage':true}}|stream_options"
            })
    void shouldNameTheFieldAtFault(String body, String field) {
        assertThatThrownBy(() -> parse(Operation.CHAT, body.replace('\'', '"')))
                .isInstanceOfSatisfying(InvalidRequestException.class, refusal -> assertThat(refusal.field())
                        .isEqualTo(field));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"''", "[]", "{", "{} {}", "null", "{\"messages\":[{\"role\":\"user\"}]", "nope"})
    void shouldRefuseWhatIsNotOneJsonObject(String body) {
        assertThatThrownBy(() -> parse(Operation.CHAT, body)).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void shouldRefuseBytesThatAreNotText() {
        assertThatThrownBy(() -> RequestParser.parse(Operation.CHAT, new byte[] {'{', '"', (byte) 0xFF, (byte) 0xFE}))
                .isInstanceOf(InvalidRequestException.class);
    }

    private static ModelRequest parse(Operation operation, String body) {
        return RequestParser.parse(operation, body.getBytes(StandardCharsets.UTF_8));
    }
}
