package io.tollgate.gateway.exchange.stored;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceTest {

    @ParameterizedTest
    @CsvSource({
        "responses/resp_1, responses/{id}, GET DELETE",
        "responses/resp_1/input_items, responses/{id}/input_items, GET",
        "responses/resp_1/cancel, responses/{id}/cancel, POST",
        "conversations, conversations, POST",
        "conversations/conv_1, conversations/{id}, GET POST DELETE",
        "conversations/conv_1/items, conversations/{id}/items, GET POST",
        "conversations/conv_1/items/msg_1, conversations/{id}/items/{id}, GET DELETE",
        "files, files, GET POST",
        "files/file-1, files/{id}, GET DELETE",
        "files/file-1/content, files/{id}/content, GET"
    })
    void shouldKnowWhatMayBeDoneWithWhat(String path, String template, String methods) {
        Resource resource = Resource.read(path).orElseThrow();

        assertThat(resource.path()).isEqualTo(path);
        assertThat(resource.template()).isEqualTo(template);
        assertThat(String.join(" ", resource.methods())).isEqualTo(methods);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "responses",
                "responses/",
                "responses/a/",
                "responses/a/b",
                "responses/compact",
                "responses/input_tokens",
                "responses/a/input_items/b",
                "responses/..",
                "responses/a%2Fb",
                "files/",
                "files/a/b",
                "files/a/content/b",
                "conversations/a/items/b/c",
                "fileset/a",
                "conversations/a/other",
                "threads/t",
                "models"
            })
    void shouldKnowNothingElse(String path) {
        assertThat(Resource.read(path)).isEmpty();
    }

    @Test
    void shouldBoundAnId() {
        assertThat(Resource.read("files/" + "x".repeat(256))).isPresent();
        assertThat(Resource.read("files/" + "x".repeat(257))).isEmpty();
    }
}
