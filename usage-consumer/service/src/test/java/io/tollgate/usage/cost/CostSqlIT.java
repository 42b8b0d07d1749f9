package io.tollgate.usage.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.catalog.Price;
import io.tollgate.catalog.pricing.Billable;
import io.tollgate.catalog.pricing.Cost;
import io.tollgate.usage.support.Books;
import io.tollgate.usage.support.UsageServers;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** One arithmetic in two languages. */
@QuarkusTest
@QuarkusTestResource(UsageServers.class)
class CostSqlIT {

    private static final String TABLES = """
            FROM (VALUES (?::int8, ?::int8, ?::int8, ?::int8, ?::int8, ?::int8, ?::int8, ?::int8)) AS n(requests, text_input,
                cached_input, audio_input, image_input, text_output, reasoning, audio_output),
              (VALUES (?::int8, ?::int8, ?::int8, ?::int8, ?::int8, ?::int8, ?::int8, ?::int8, ?::int4)) AS c(input_rate,
                cached_input_rate, output_rate, reasoning_rate, audio_input_rate, image_input_rate, audio_output_rate,
                per_call, discount_ppm)""";
    private static final long HIGHEST_RATE = 1_000_000_000_000_000L;

    @Inject
    DataSource source;

    @Test
    void shouldCountTheSameInJavaAndInSql() {
        Books books = new Books(source);
        Random random = new Random(15);
        for (int i = 0; i < 200; i++) {
            Price card = card(random);
            long calls = random.nextLong(Integer.MAX_VALUE);
            Billable tokens = new Billable(
                    count(random),
                    count(random),
                    count(random),
                    count(random),
                    count(random),
                    count(random),
                    count(random));

            Object[] values = values(card, calls, tokens);
            assertThat(books.number("SELECT " + CostSql.list("n", "c") + TABLES, values))
                    .isEqualByComparingTo(new BigDecimal(Cost.list(card, calls, tokens)));
            assertThat(books.number("SELECT " + CostSql.paid("n", "c") + TABLES, values))
                    .isEqualByComparingTo(new BigDecimal(Cost.paid(card, calls, tokens)));
        }
    }

    /** Small and as large as sums can be. */
    private static long count(Random random) {
        return random.nextLong(random.nextBoolean() ? 10 : Long.MAX_VALUE);
    }

    private static long rate(Random random) {
        return random.nextLong(random.nextBoolean() ? 10 : HIGHEST_RATE + 1);
    }

    private static Price card(Random random) {
        return new Price(
                "p",
                "m",
                Optional.empty(),
                Instant.EPOCH,
                "USD",
                rate(random),
                rate(random),
                rate(random),
                Optional.empty(),
                Optional.empty(),
                new Price.SpecialRates(rate(random), rate(random), rate(random), rate(random)),
                rate(random),
                OptionalLong.empty(),
                random.nextInt(Price.WHOLE_PPM + 1));
    }

    private static Object[] values(Price card, long calls, Billable tokens) {
        return new Object[] {
            calls,
            tokens.textInput(),
            tokens.cachedInput(),
            tokens.audioInput(),
            tokens.imageInput(),
            tokens.textOutput(),
            tokens.reasoning(),
            tokens.audioOutput(),
            card.inputNanosPerMillion(),
            card.cachedInputNanosPerMillion(),
            card.outputNanosPerMillion(),
            card.special().reasoningNanosPerMillion(),
            card.special().audioInputNanosPerMillion(),
            card.special().imageInputNanosPerMillion(),
            card.special().audioOutputNanosPerMillion(),
            card.perCallNanos(),
            card.discountPpm()
        };
    }
}
