package io.tollgate.usage.budgets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.LimitPeriod;
import io.tollgate.catalog.budget.Budget;
import io.tollgate.catalog.budget.BudgetScope;
import io.tollgate.usage.quota.Listing;
import io.tollgate.usage.quota.PageReader;
import io.tollgate.usage.quota.UnreadableListException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetReaderTest {

    private static final String BUDGET = """
            {"id":"research","name":"Research","scope":"cost-centre","target":"Research / 4711","amount":"5.000000001",
             "currency":"USD","period":"month","timeZone":"Europe/Berlin","alertsAt":[50,100],"enforce":true,
             "stoppedUntil":"2026-11-30T23:00:00Z"}""";
    private static final Budget READ = new Budget(
            "research",
            "Research",
            BudgetScope.COST_CENTRE,
            "Research / 4711",
            5_000_000_001L,
            "USD",
            LimitPeriod.MONTH,
            "Europe/Berlin",
            List.of(50, 100),
            true,
            Optional.of(Instant.parse("2026-11-30T23:00:00Z")));

    private final PageReader<Budget> reader = new PageReader<>("budget", BudgetReader::read);

    @Test
    void shouldReadWhatTheQuotaServiceShows() throws UnreadableListException {
        PageReader.Page<Budget> page =
                reader.read(("{\"items\":[" + BUDGET + "],\"next\":\"research\"}").getBytes(UTF_8));

        assertThat(page.next()).contains("research");
        assertThat(page.listing()).isEqualTo(new Listing<>(List.of(READ), List.of()));
        assertThat(reader.readOne(BUDGET.getBytes(UTF_8))).isEqualTo(READ);
    }

    @ParameterizedTest
    @CsvSource({"month, fortnight", "5.000000001, 1e30", "5.000000001, 1e999999999", "USD, usd", "Europe/Berlin, Mars"})
    void shouldReadTheOthersBesideABudgetThatCannotBeRead(String part, String instead) throws UnreadableListException {
        String wrong = BUDGET.replace("\"research\"", "\"wrong\"").replace(part, instead);

        Listing<Budget> listing = reader.read(("{\"items\":[" + wrong + "," + BUDGET + "]}").getBytes(UTF_8))
                .listing();

        assertThat(listing.items()).containsExactly(READ);
        assertThat(listing.unreadable()).singleElement().satisfies(unreadable -> {
            assertThat(unreadable.id()).contains("wrong");
            assertThat(unreadable.problem()).startsWith("budget [0] 'wrong': ");
        });
    }
}
