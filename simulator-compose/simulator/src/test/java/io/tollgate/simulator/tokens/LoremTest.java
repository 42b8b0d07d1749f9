package io.tollgate.simulator.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LoremTest {

    @ParameterizedTest
    @EnumSource(
            value = EncodingType.class,
            names = {"O200K_BASE", "CL100K_BASE"})
    void shouldHaveExactlyTheTokensItSays(EncodingType type) {
        Encoding encoding = Encodings.newLazyEncodingRegistry().getEncoding(type);
        for (int tokens = 0; tokens <= 120; tokens++) {
            for (int choice = 0; choice < 60; choice += 7) {
                assertThat(encoding.countTokensOrdinary(
                                Lorem.text().slice(tokens, choice).toString()))
                        .isEqualTo(tokens);
            }
        }
        assertThat(encoding.countTokensOrdinary(Lorem.text().slice(32_768, -1).toString()))
                .isEqualTo(32_768);
    }

    @Test
    void shouldNeedNoEscapeInJson() {
        assertThat(Lorem.text().slice(32_768, 0).toString()).matches("[A-Za-z .]+");
    }

    @Test
    void shouldBeTheSameForTheSameChoiceAndOtherForAnother() {
        assertThat(Lorem.text().slice(20, 3))
                .hasToString(Lorem.text().slice(20, 3).toString());
        assertThat(Lorem.text().slice(20, 3).toString())
                .isNotEqualTo(Lorem.text().slice(20, 4).toString());
    }

    @Test
    void shouldEndInWholeTokensBeforeAStop() {
        Lorem.Slice whole = Lorem.text().slice(40, 5);
        Lorem.Slice cut = whole.before(List.of("never-there", "."));
        assertThat(cut.tokens()).isEqualTo(11);
        assertThat(whole.toString()).startsWith(cut + ".");
        assertThat(whole.before(List.of("never-there"))).isSameAs(whole);
    }

    @Test
    void shouldRefuseMoreThanItHas() {
        assertThatThrownBy(() -> Lorem.text().slice(32_769, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
