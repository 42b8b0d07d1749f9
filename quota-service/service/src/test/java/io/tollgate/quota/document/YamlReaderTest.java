package io.tollgate.quota.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tollgate.catalog.rules.InvalidCatalogException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: 0815          | {\"a\":\"0815\"}",
                "a: 2.50          | {\"a\":2.50}",
                "a: -0.000001     | {\"a\":-0.000001}",
                "a: 0.0000001     | {\"a\":\"0.0000001\"}",
                "a: 02.5          | {\"a\":\"02.5\"}",
                "a: .5            | {\"a\":\".5\"}",
                "a: 5.            | {\"a\":\"5.\"}",
                "a: 1.5e3         | {\"a\":\"1.5e3\"}",
                "a: 1.2.3         | {\"a\":\"1.2.3\"}",
                "a: '2.50'        | {\"a\":\"2.50\"}",
                "a: 2026-01-01    | {\"a\":\"2026-01-01\"}",
                "a: 0x1F          | {\"a\":\"0x1F\"}",
                "a: yes           | {\"a\":\"yes\"}",
                "a: 1_000         | {\"a\":1000}",
                "a: -5            | {\"a\":-5}",
                "a: true          | {\"a\":true}",
                "a: ~             | {\"a\":null}",
                "a: '7'           | {\"a\":\"7\"}",
                "[1, b]           | [1,\"b\"]",
            })
    void shouldKeepTextsAsWritten(String yaml, String json) {
        assertThat(YamlReader.read(yaml)).hasToString(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.50", "10.0", "0.000001", "-1.10", "123456789012345678.123456789012345678"})
    void shouldBeTheTextThatWasWrittenWhereATextIsWanted(String decimal) throws JsonProcessingException {
        var read = new ObjectMapper().treeToValue(YamlReader.read("text: " + decimal), Texts.class);

        assertThat(read.text()).isEqualTo(decimal);
    }

    record Texts(String text) {}

    @Test
    void shouldFollowAliases() {
        assertThat(YamlReader.read("a: &x [1]\nb: *x")).hasToString("{\"a\":[1],\"b\":[1]}");
    }

    @Test
    void shouldRefuseADocumentThatUnfoldsWithoutEnd() {
        String bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
                + IntStream.rangeClosed(1, 9)
                        .mapToObj(i -> "a" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ", ").repeat(9) + "*a" + (i - 1)
                                + "]\n")
                        .collect(Collectors.joining());

        assertThatExceptionOfType(InvalidCatalogException.class)
                .isThrownBy(() -> YamlReader.read(bomb))
                .withMessageContaining("unfolds into more than");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: [",
                "a: &x [*x]",
                "a: *nowhere",
                "? [1]\n: 2",
                "a: 1\na: 2",
                "a: 1\n---\nb: 2",
                "a:\tb\n\t- c"
            })
    void shouldRefuseWhatIsNotPlainYaml(String yaml) {
        assertThatExceptionOfType(InvalidCatalogException.class).isThrownBy(() -> YamlReader.read(yaml));
    }

    @Test
    void shouldRefuseNestingWithoutEnd() {
        assertThatExceptionOfType(InvalidCatalogException.class)
                .isThrownBy(() -> YamlReader.read("[".repeat(5_000) + "]".repeat(5_000)));
    }

    @Test
    void shouldInstantiateNothing() {
        assertThatExceptionOfType(InvalidCatalogException.class)
                .isThrownBy(() -> YamlReader.read("a: !!javax.script.ScriptEngineManager [x]"))
                .withMessageContaining("tag is not allowed");
    }

    @Test
    void shouldSayWhereItGoesWrong() {
        assertThatExceptionOfType(InvalidCatalogException.class)
                .isThrownBy(() -> YamlReader.read("tenants:\n  - id: a\n   name: b"))
                .withMessageContaining("line 3");
    }

    @Test
    void shouldReadNothingAsNothing() {
        assertThat(YamlReader.read("# only a comment")).hasToString("{}");
    }
}
