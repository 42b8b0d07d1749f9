package io.tollgate.gateway.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.Operation;
import io.tollgate.gateway.model.PathFamily;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathsTest {

    @ParameterizedTest
    @CsvSource({
        "/openai/v1/chat/completions, AZURE_V1, CHAT_COMPLETIONS",
        "/openai/v1/completions, AZURE_V1, COMPLETIONS",
        "/openai/v1/embeddings, AZURE_V1, EMBEDDINGS",
        "/v1/chat/completions, OPENAI, CHAT_COMPLETIONS",
        "/v1/chat/completions/, OPENAI, CHAT_COMPLETIONS",
        "/v1//chat/completions, OPENAI, CHAT_COMPLETIONS",
        "//v1///chat//completions//, OPENAI, CHAT_COMPLETIONS",
        "/openai/v1//responses/, AZURE_V1, RESPONSES",
        "/v1/completions, OPENAI, COMPLETIONS",
        "/v1/embeddings, OPENAI, EMBEDDINGS",
        "/v1/responses, OPENAI, RESPONSES",
        "/openai/v1/responses, AZURE_V1, RESPONSES",
        "/openai/responses, AZURE_CLASSIC, RESPONSES",
        "/models/chat/completions, AZURE_INFERENCE, CHAT_COMPLETIONS",
        "/models/embeddings, AZURE_INFERENCE, EMBEDDINGS"
    })
    void shouldReadThePathsThatCarryTheModelInTheBody(String path, PathFamily family, Operation operation) {
        assertThat(Paths.read(path)).isEqualTo(new Target.Inference(family, operation, Optional.empty()));
    }

    @Test
    void shouldReadTheDeploymentFromAClassicPath() {
        assertThat(Paths.read("//openai/deployments/gpt-4o//chat/completions/"))
                .isEqualTo(new Target.Inference(
                        PathFamily.AZURE_CLASSIC, Operation.CHAT_COMPLETIONS, Optional.of("gpt-4o")));
        assertThat(Paths.read("/openai/deployments/gpt-4o/chat/completions"))
                .isEqualTo(new Target.Inference(
                        PathFamily.AZURE_CLASSIC, Operation.CHAT_COMPLETIONS, Optional.of("gpt-4o")));
        assertThat(Paths.read("/openai/deployments/my%20model/embeddings"))
                .isEqualTo(
                        new Target.Inference(PathFamily.AZURE_CLASSIC, Operation.EMBEDDINGS, Optional.of("my model")));
    }

    @Test
    void shouldReadModelListsInEveryFamilyThatHasThem() {
        assertThat(Paths.read("/v1//models/")).isEqualTo(new Target.Models(Optional.empty()));
        assertThat(Paths.read("/v1/models/gpt-4o/")).isEqualTo(new Target.Models(Optional.of("gpt-4o")));
        assertThat(Paths.read("/v1/models")).isEqualTo(new Target.Models(Optional.empty()));
        assertThat(Paths.read("/openai/v1/models")).isEqualTo(new Target.Models(Optional.empty()));
        assertThat(Paths.read("/openai/models")).isEqualTo(new Target.Models(Optional.empty()));
        assertThat(Paths.read("/v1/models/gpt-4o")).isEqualTo(new Target.Models(Optional.of("gpt-4o")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/",
                "/v1/chat",
                "/openai/deployments//chat/completions",
                "/openai/deployments/gpt-4o",
                "/openai/deployments/gpt-4o/images",
                "/models/images",
                "/models/responses",
                "/openai/deployments/gpt-4o/responses",
                "/openai/v2/models"
            })
    void shouldKnowNothingElse(String path) {
        assertThat(Paths.read(path)).isInstanceOf(Target.Unknown.class);
    }
}
