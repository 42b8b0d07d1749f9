package io.tollgate.usage.pricing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.catalog.Price;
import io.tollgate.usage.quota.Listing;
import io.tollgate.usage.quota.PageReader;
import io.tollgate.usage.quota.UnreadableListException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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

    private final PageReader<Price> reader = new PageReader<>("rate card", RateCardReader::read);

    @Test
    void shouldReadPagesAndPlainArrays() throws Exception {
        assertThat(read("[" + CARD + "]").listing().items()).isEqualTo(List.of(PRICE));
        assertThat(read("{\"items\":[" + CARD + "],\"next\":\"p1\"}"))
                .isEqualTo(new PageReader.Page<>(new Listing<>(List.of(PRICE), List.of()), Optional.of("p1")));
        assertThat(read("{\"items\":[],\"next\":null}").next()).isEmpty();
    }

    @Test
    void shouldReadEverythingThatACardCanSay() throws Exception {
        String rest = """
                "0.000000001","region":"westeurope","tenant":"contoso","reasoningPerMillion":"3","audioInputPerMillion":"4",\
                "imageInputPerMillion":"5","audioOutputPerMillion":"6","perCall":"0.01","discountPercent":"12.5\"""";

        assertThat(read("[" + CARD.replace("\"0.000000001\"", rest) + "]")
                        .listing()
                        .items())
                .containsExactly(new Price(
                        "p1",
                        "gpt-4o",
                        Optional.empty(),
                        Instant.parse("2026-01-01T00:00:00Z"),
                        "USD",
                        2_500_000_000L,
                        1_250_000_000L,
                        1,
                        Optional.of("westeurope"),
                        Optional.of("contoso"),
                        new Price.SpecialRates(3_000_000_000L, 4_000_000_000L, 5_000_000_000L, 6_000_000_000L),
                        10_000_000,
                        OptionalLong.empty(),
                        125_000));
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
                "\"note\":1 | \"discountPercent\":\"100.01\" | discountPercent",
                "\"note\":1 | \"discountPercent\":\"0.00001\" | discountPercent",
                "\"note\":1 | \"perHour\":\"1\" | perHour",
                "\"gpt-4o\" | 4 | model",
                "2026-01-01T00:00:00Z | soon | soon",
            })
    void shouldRefuseTheWholeListForOneWrongCard(String part, String instead, String named) {
        assertThatThrownBy(() -> read("[" + CARD + "," + CARD.replace(part, instead) + "]")
                        .listing()
                        .complete())
                .isInstanceOf(UnreadableListException.class)
                .hasMessageContaining("[1]")
                .hasMessageContaining(named);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"nonsense", "{}", "{\"items\":{}}", "7"})
    void shouldRefuseWhatIsNoList(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(UnreadableListException.class);
    }

    private PageReader.Page<Price> read(String body) throws UnreadableListException {
        return reader.read(body.getBytes(UTF_8));
    }
}
