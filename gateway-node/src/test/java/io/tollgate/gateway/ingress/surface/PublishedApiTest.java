package io.tollgate.gateway.ingress.surface;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedApiTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "images/generations",
                "images/generations:submit",
                "audio/transcriptions",
                "audio/speech",
                "batches",
                "batches/batch_1/cancel",
                "moderations",
                "vector_stores/vs_1/files/file-1",
                "assistants",
                "threads/thread_1/runs/run_1/submit_tool_outputs",
                "realtime",
                "realtime/sessions",
                "uploads/upload_1/parts",
                "fine_tuning/jobs",
                "fine-tunes",
                "evals/eval_1/runs",
                "containers/cntr_1/files/cfile_1/content",
                "messages",
                "messages/count_tokens",
                "complete",
                "chat/completions/chatcmpl-1",
                "chat/completions/chatcmpl-1/messages",
                "responses/input_tokens",
                "responses/compact",
                "responses/resp_1/other",
                "organization/usage/completions",
                "videos",
                "skills/skill_1",
                "rerank",
                "engines"
            })
    void shouldKnowWhatIsPublishedInEveryFamily(String path) {
        assertThat(PublishedApi.has("/v1/" + path)).isTrue();
        assertThat(PublishedApi.has("/openai/v1/" + path)).isTrue();
        assertThat(PublishedApi.has("/openai/" + path)).isTrue();
        assertThat(PublishedApi.has("/models/" + path)).isTrue();
        assertThat(PublishedApi.has("/" + path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/openai/deployments/gpt-4o/images/generations",
                "/openai/deployments/gpt-4o/audio/speech",
                "/openai/deployments/gpt-4o/extensions/chat/completions",
                "/openai/deployments/meta/llama/realtime",
                "/openai/operations/images/1",
                "/openai/files/import"
            })
    void shouldKnowWhatIsPublishedByAzure(String path) {
        assertThat(PublishedApi.has(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1",
                "/v1/",
                "/v1/nothing",
                "/v1/chat",
                "/v1/chat/completion",
                "/v1/chat/completions/",
                "/v1/embedding",
                "/v1/imagesx",
                "/v1/x/images",
                "/openai/deployments//images/generations",
                "/openai/deployments/images",
                "/openai/deployments/gpt-4o/nothing",
                "/nothing/images"
            })
    void shouldNotTakeAMistakeForAnEndpoint(String path) {
        assertThat(PublishedApi.has(path)).isFalse();
    }
}
