package io.tollgate.catalog.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BillableTest {

    @Test
    void shouldTellThePartsApart() {
        assertThat(Billable.of(100, 20, 50, 10).withMedia(30, 15, 5))
                .isEqualTo(new Billable(35, 20, 30, 15, 35, 10, 5));
    }

    @ParameterizedTest
    @CsvSource({"100,200,0,0", "100,60,60,60", "0,5,5,5", "10,0,0,11", "7,7,7,7"})
    void shouldNeverAddUpToMoreOrLessThanTheWhole(long whole, long cached, long audio, long image) {
        Billable parts = Billable.of(whole, cached, whole, cached).withMedia(audio, image, audio);

        assertThat(parts.textInput() + parts.cachedInput() + parts.audioInput() + parts.imageInput())
                .isEqualTo(whole);
        assertThat(parts.textOutput() + parts.reasoning() + parts.audioOutput()).isEqualTo(whole);
        assertThat(parts.textInput()).isNotNegative();
        assertThat(parts.imageInput()).isNotNegative();
        assertThat(parts.textOutput()).isNotNegative();
    }
}
