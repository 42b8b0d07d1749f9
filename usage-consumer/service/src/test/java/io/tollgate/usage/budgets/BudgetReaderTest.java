package io.tollgate.usage.budgets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.catalog.LimitPeriod;
import io.tollgate.catalog.budget.Budget;
import io.tollgate.catalog.budget.BudgetScope;
import io.tollgate.usage.budgets.BudgetReader.UnreadableBudgetsException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BudgetReaderTest {

    private static final String BUDGET = """
            {"id":"research","name":"Research","scope":"cost-centre","target":"Research / 4711","amount":"5.000000001",
             "currency":"USD","period":"month","timeZone":"Europe/Berlin","alertsAt":[50,100],"enforce":true,
             "stoppedUntil":"2026-11-30T23:00:00Z"}""";

    private final BudgetReader reader = new BudgetReader();

    @Test
    void shouldReadWhatTheQuotaServiceShows() throws UnreadableBudgetsException {
        BudgetReader.Page page = reader.read(("{\"items\":[" + BUDGET + "],\"next\":\"research\"}").getBytes(UTF_8));

        assertThat(page.next()).contains("research");
        assertThat(page.budgets())
                .containsExactly(new Budget(
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
                        Optional.of(Instant.parse("2026-11-30T23:00:00Z"))));
    }

    @Test
    void shouldSayWhichBudgetCannotBeRead() {
        assertThatThrownBy(() ->
                        reader.read(("{\"items\":[" + BUDGET.replace("month", "fortnight") + "]}").getBytes(UTF_8)))
                .isInstanceOf(UnreadableBudgetsException.class)
                .hasMessageStartingWith("budget 'research': ");
        assertThatThrownBy(() -> reader.read("{}".getBytes(UTF_8))).hasMessage("the answer is no list of budgets");
        assertThatThrownBy(() -> reader.read("<html>".getBytes(UTF_8))).hasMessage("the list of budgets is not JSON");
    }
}
