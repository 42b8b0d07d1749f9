package io.tollgate.quota.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ETagsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                // If-Match | If-None-Match | version | passes
                "      |        |   | true",
                "\"7\" |        | 7 | true",
                "\"6\", \"7\" |  | 7 | true",
                "\"6\" |        | 7 | false",
                "7     |        | 7 | false",
                "W/\"7\" |      | 7 | false",
                "*     |        | 7 | true",
                "*     |        |   | false",
                "\"7\" |        |   | false",
                "      | *      |   | true",
                "      | *      | 7 | false",
                "      | \"6\"  | 7 | true",
            })
    void shouldHoldWritesToTheirPreconditions(String ifMatch, String ifNoneMatch, Long version, boolean passes) {
        var options = new WriteOptions(null, ifMatch, ifNoneMatch);

        if (passes) {
            assertThatCode(() -> ETags.require(options, Optional.ofNullable(version)))
                    .doesNotThrowAnyException();
        } else {
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> ETags.require(options, Optional.ofNullable(version)))
                    .satisfies(e -> assertThat(e.problem().status()).isEqualTo(412));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {" | false", "\"7\" | true", "\"8\" | false", "* | true"})
    void shouldKnowWhatTheReaderHas(String ifNoneMatch, boolean current) {
        assertThat(ETags.isCurrent(ifNoneMatch, 7)).isEqualTo(current);
    }
}
