package io.tollgate.usage.pricing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.catalog.Price;
import io.tollgate.usage.pricing.RateCardReader.UnreadableRateCardsException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateCardReaderTest {

    private static final String CARD = """
            {"id":"p1","model":"gpt-4o","deployment":null,"effectiveFrom":"2026-01-01T00:00:00Z","currency":"USD",\
            "inputPerMillion":"2.50","cachedInputPerMillion":"1.25","outputPerMillion":"0.000000001","note":1}""";
    private static final Price PRICE = new Price(
            "p1",
            "gpt-4o",
            Optional.empty(),
            Instant.parse("2026-01-01T00:00:00Z"),
            "USD",
            2_500_000_000L,
            1_250_000_000L,
            1);

    private final RateCardReader reader = new RateCardReader();

    @Test
    void shouldReadPagesAndPlainArrays() throws Exception {
        assertThat(read("[" + CARD + "]").cards()).isEqualTo(List.of(PRICE));
        assertThat(read("{\"items\":[" + CARD + "],\"next\":\"p1\"}"))
                .isEqualTo(new RateCardReader.Page(List.of(PRICE), Optional.of("p1")));
        assertThat(read("{\"items\":[],\"next\":null}").next()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"2.50\" | 2.5 | inputPerMillion",
                "\"2.50\" | \"-1\" | inputPerMillion",
                "\"2.50\" | \"0.0000000001\" | inputPerMillion",
                "\"2.50\" | \"1e3\" | inputPerMillion",
                "\"2.50\" | \"9999999\" | inputPerMillion",
                "\"USD\" | \"usd\" | currency",
                "\"gpt-4o\" | 4 | model",
                "2026-01-01T00:00:00Z | soon | soon",
            })
    void shouldRefuseTheWholeListForOneWrongCard(String part, String instead, String named) {
        assertThatThrownBy(() -> read("[" + CARD + "," + CARD.replace(part, instead) + "]"))
                .isInstanceOf(UnreadableRateCardsException.class)
                .hasMessageContaining("[1]")
                .hasMessageContaining(named);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"nonsense", "{}", "{\"items\":{}}", "7"})
    void shouldRefuseWhatIsNoList(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(UnreadableRateCardsException.class);
    }

    private RateCardReader.Page read(String body) throws UnreadableRateCardsException {
        return reader.read(body.getBytes(UTF_8));
    }
}
