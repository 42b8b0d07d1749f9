package io.tollgate.gateway.body;

import static io.tollgate.catalog.Operation.CHAT_COMPLETIONS;
import static io.tollgate.catalog.Operation.EMBEDDINGS;
import static io.tollgate.catalog.Operation.RESPONSES;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.Operation;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndUserTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"safety_identifier\":\"ann\"                    | ann",
                "\"safety_identifier\":\"ann\",\"user\":null      | ann",
                "\"user\":\"\",\"safety_identifier\":\"ann\"      | ann",
                "\"safety_identifier\":\"ann\",\"user\":\"bob\"   | bob",
                "\"user\":\"bob\",\"safety_identifier\":\"ann\"   | bob",
                "\"user\":\"bob\",\"safety_identifier\":null      | bob"
            })
    void shouldKnowTheEndUserByEitherName(String members, String user) {
        assertThat(read(CHAT_COMPLETIONS, "\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]," + members))
                .contains(user);
        assertThat(read(RESPONSES, "\"input\":\"x\"," + members)).contains(user);
        assertThat(read(EMBEDDINGS, members + ",\"input\":\"x\"")).contains(user);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"safety_identifier\":null,\"user\":\"\"", "\"safety_identifier\":\"\"", "\"user\":null"})
    void shouldKnowNoEndUserWithoutAName(String members) {
        assertThat(read(RESPONSES, members)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"safety_identifier\":{\"file_id\":\"file-1\"}              | invalid_type",
                "\"safety_identifier\":\"a\",\"safety_identifier\":\"b\"     | duplicate_parameter"
            })
    void shouldRefuseWhatIsNoName(String members, String code) {
        BodyReading reading = InferenceBody.parse(RESPONSES, ("{" + members + "}").getBytes(UTF_8));

        assertThat(reading).isInstanceOfSatisfying(BodyReading.Invalid.class, invalid -> {
            assertThat(invalid.param()).isEqualTo("safety_identifier");
            assertThat(invalid.code()).isEqualTo(code);
        });
    }

    private static Optional<String> read(Operation operation, String members) {
        BodyReading reading = InferenceBody.parse(operation, ("{" + members + "}").getBytes(UTF_8));
        return ((BodyReading.Parsed) reading).body().user();
    }
}
