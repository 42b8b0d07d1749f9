package io.tollgate.catalog.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.Price;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The figures are worked out by hand. */
class CostTest {

    /** 5.00 and 15.00 a million, which is 0.005 and 0.015 a thousand. */
    private static final Price PLAIN = new Price(
            "plain", "m", Optional.empty(), Instant.EPOCH, "USD", 5_000_000_000L, 2_500_000_000L, 15_000_000_000L);

    /** As plain, with 20.00 of reasoning, 40.00 and 80.00 of audio, 6.00 of images, 0.001 a call and a third off, nearly. */
    private static final Price FULL = new Price(
            "full",
            "m",
            Optional.empty(),
            Instant.EPOCH,
            "USD",
            5_000_000_000L,
            2_500_000_000L,
            15_000_000_000L,
            Optional.empty(),
            Optional.empty(),
            new Price.SpecialRates(20_000_000_000L, 40_000_000_000L, 6_000_000_000L, 80_000_000_000L),
            1_000_000,
            OptionalLong.empty(),
            333_333);

    @Test
    void shouldPriceAMillionInputAndTwoHundredThousandOutputTokensAtEightExactly() {
        // 1,000,000 x 5.00 / 1,000,000 = 5.00 and 200,000 x 15.00 / 1,000,000 = 3.00.
        Billable tokens = Billable.of(1_000_000, 0, 200_000, 0);

        assertThat(Cost.list(PLAIN, 1, tokens)).isEqualTo(power("8", 15));
        assertThat(Cost.paid(PLAIN, 1, tokens)).isEqualTo(power("8", 21));
        assertThat(Cost.nanos(PLAIN, tokens, Long.MAX_VALUE)).isEqualTo(8_000_000_000L);
    }

    @Test
    void shouldPriceEveryKindAtItsRate() {
        // Of 1,000 input 100 cached, 200 audio, 300 images, 400 text; of 600 output 100 reasoning, 200 audio, 300 text.
        Billable tokens = Billable.of(1_000, 100, 600, 100).withMedia(200, 300, 200);

        // In millionths: 100 x 2.5 + 200 x 40 + 300 x 6 + 400 x 5 = 12,050 and 100 x 20 + 200 x 80 + 300 x 15 = 22,500,
        // and a call at 1,000: 35,550 millionths are 0.03555.
        assertThat(Cost.list(FULL, 1, tokens)).isEqualTo(power("3555", 10));
        // 66.6667 % of it: 0.03555 x 0.666667 = 0.02370001185.
        assertThat(Cost.paid(FULL, 1, tokens)).isEqualTo(power("2370001185", 10));
        assertThat(Cost.nanos(FULL, tokens, Long.MAX_VALUE)).isEqualTo(23_700_012);
    }

    @Test
    void shouldRoundHalfUpOnce() {
        Price tiny = new Price("tiny", "m", Optional.empty(), Instant.EPOCH, "USD", 1, 1, 1);

        assertThat(Cost.nanos(tiny, Billable.of(499_999, 0, 0, 0), 9)).isZero();
        assertThat(Cost.nanos(tiny, Billable.of(250_000, 100_000, 250_000, 7), 9))
                .isEqualTo(1);
        assertThat(Cost.nanos(tiny, Billable.of(100_000_000, 0, 0, 0), 9)).isEqualTo(9);
    }

    @Test
    void shouldPutEveryTokenIntoExactlyOnePart() {
        Random random = new Random(5);
        for (int i = 0; i < 10_000; i++) {
            long input = random.nextLong(1_000);
            long output = random.nextLong(1_000);
            Billable parts = Billable.of(input, random.nextLong(1_500), output, random.nextLong(1_500))
                    .withMedia(random.nextLong(1_500), random.nextLong(1_500), random.nextLong(1_500));

            assertThat(parts.textInput() + parts.cachedInput() + parts.audioInput() + parts.imageInput())
                    .isEqualTo(input);
            assertThat(parts.textOutput() + parts.reasoning() + parts.audioOutput())
                    .isEqualTo(output);
            assertThat(parts.total()).isEqualTo(input + output);
            assertThat(Math.min(parts.textInput(), parts.textOutput())).isNotNegative();
        }
    }

    private static BigInteger power(String digits, int zeros) {
        return new BigInteger(digits).multiply(BigInteger.TEN.pow(zeros));
    }
}
