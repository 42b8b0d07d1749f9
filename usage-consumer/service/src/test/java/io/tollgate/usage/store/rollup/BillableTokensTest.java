package io.tollgate.usage.store.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.events.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BillableTokensTest {

    @Test
    void shouldTellThePartsApart() {
        Tokens tokens = new Tokens(100, 20, 50, 10, Tokens.Source.REPORTED, 30, 5, 15);

        assertThat(BillableTokens.of(tokens)).isEqualTo(new BillableTokens(35, 20, 30, 15, 35, 10, 5));
    }

    @ParameterizedTest
    @CsvSource({"100,200,0,0", "100,60,60,60", "0,5,5,5", "10,0,0,11", "7,7,7,7"})
    void shouldNeverAddUpToMoreOrLessThanTheWhole(long whole, long cached, long audio, long image) {
        Tokens tokens = new Tokens(whole, cached, whole, cached, Tokens.Source.REPORTED, audio, audio, image);

        BillableTokens parts = BillableTokens.of(tokens);

        assertThat(parts.textInput() + parts.cachedInput() + parts.audioInput() + parts.imageInput())
                .isEqualTo(whole);
        assertThat(parts.textOutput() + parts.reasoning() + parts.audioOutput()).isEqualTo(whole);
        assertThat(parts.textInput()).isNotNegative();
        assertThat(parts.imageInput()).isNotNegative();
        assertThat(parts.textOutput()).isNotNegative();
    }
}
