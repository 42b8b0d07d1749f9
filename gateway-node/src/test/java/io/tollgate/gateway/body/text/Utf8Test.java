package io.tollgate.gateway.body.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {

    @ParameterizedTest
    @ValueSource(strings = {"", "atlas", "Zoë", "ÃŸ", "中文", "Ελλάδα 😀", "\u0080"})
    void shouldReadHeadersInUtf8(String text) {
        assertThat(Utf8.ofHeader(new String(text.getBytes(UTF_8), ISO_8859_1))).isEqualTo(text);
    }

    /** Latin 1, which older callers send; cut short; overlong; a surrogate; characters that are no bytes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Zo\u00eb",
                "Zo\u00c3",
                "\u00e4\u00b8",
                "\u00c0\u00af",
                "\u00ed\u00a0\u0080",
                "中文",
                "\u00c3\u00ab中"
            })
    void shouldLeaveOtherHeadersAsTheyAre(String value) {
        assertThat(Utf8.ofHeader(value)).isEqualTo(value);
    }
}
